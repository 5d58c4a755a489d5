//! One question over HTTP, TLS included; the client the program has elsewhere speaks to this machine only, without TLS.

use std::sync::Arc;

use anyhow::Context;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Most bytes of an answer that are read.
const MOST_READ: u64 = 1 << 16;

/// Status and body of what an address answers to GET, perhaps in pieces with their lengths; redirections are not followed.
///
/// # Errors
/// When nobody answers, or not in HTTP; when a certificate is not one this machine trusts.
pub async fn get(address: &str) -> anyhow::Result<(u16, String)> {
    let url = reqwest::Url::parse(address)?;
    let host = url.host_str().context("no host")?.trim_matches(['[', ']']);
    let port = url.port_or_known_default().context("no port")?;
    let line = TcpStream::connect((host, port)).await?;
    let question = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: compagnon\r\nAccept: */*\r\nConnection: close\r\n\r\n",
        url.path(),
        url.authority()
    );
    let answer = match url.scheme() {
        "https" => {
            let name = ServerName::try_from(host.to_owned())?;
            ask(trusting()?.connect(name, line).await.context("TLS")?, &question).await?
        }
        _ => ask(line, &question).await?,
    };
    let (head, body) = answer.split_once("\r\n\r\n").context("the answer is not HTTP")?;
    let status = head.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1)?.parse().ok());
    Ok((status.context("the answer is not HTTP")?, body.to_owned()))
}

async fn ask(mut line: impl AsyncRead + AsyncWrite + Unpin, question: &str) -> anyhow::Result<String> {
    line.write_all(question.as_bytes()).await?;
    line.flush().await?;
    let mut answer = Vec::new();
    match line.take(MOST_READ).read_to_end(&mut answer).await {
        // cut without a goodbye, after the answer
        Err(error) if answer.is_empty() => return Err(error.into()),
        _ => {}
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// Trusts those this machine trusts.
fn trusting() -> anyhow::Result<TlsConnector> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    anyhow::ensure!(!roots.is_empty(), "this machine trusts no certificate (package ca-certificates)");
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions()?.with_root_certificates(roots);
    Ok(TlsConnector::from(Arc::new(config.with_no_client_auth())))
}
