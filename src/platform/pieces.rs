//! Long answers in pieces: what waits for somebody who reads slowly is copied a piece at a time, never whole.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

/// Longest piece.
const PIECE: usize = 32 * 1024;

/// The same body, in pieces when it is long.
pub fn in_pieces(body: BoxBody) -> BoxBody {
    match body.size() {
        BodySize::Sized(length) if length > PIECE as u64 => {
            BoxBody::new(Pieces { size: BodySize::Sized(length), body, rest: Bytes::new() })
        }
        _ => body,
    }
}

struct Pieces {
    size: BodySize,
    body: BoxBody,
    rest: Bytes,
}

impl MessageBody for Pieces {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.size
    }

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.rest.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_next(cx)) {
                Some(Ok(bytes)) => self.rest = bytes,
                other => return Poll::Ready(other),
            }
        }
        let length = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(self.rest.split_to(length))))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use super::*;

    #[actix_web::test]
    async fn a_long_answer_is_the_same_piece_by_piece() {
        for length in [0, 1, PIECE, PIECE + 1, 5 * PIECE + 7] {
            let whole: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let mut body = in_pieces(BoxBody::new(whole.clone()));
            assert_eq!(body.size(), BodySize::Sized(length as u64));
            let mut received = Vec::new();
            while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
                let piece = piece.unwrap();
                assert!(piece.len() <= PIECE, "{}", piece.len());
                received.extend_from_slice(&piece);
            }
            assert_eq!(received, whole);
        }
    }
}
