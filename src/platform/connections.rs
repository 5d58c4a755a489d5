//! Connections: so many at once from one address, and none kept for whoever no longer reads.

use std::any::Any;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, Shutdown};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream;
use socket2::SockRef;

/// How long what was sent may stay unread before the system ends the connection.
pub const UNREAD_FOR: Duration = Duration::from_secs(30);

/// The open connections of one instance.
#[derive(Debug)]
pub struct Connections {
    most: usize,
    trusted: Vec<IpAddr>,
    open: Mutex<HashMap<IpAddr, usize>>,
}

/// Marks a connection beyond those an address may have: whatever it asks is refused.
#[derive(Debug, Clone, Copy)]
pub struct Excess;

/// A place among the connections of an address, given back when the connection ends.
struct ConnectionPlace {
    connections: Arc<Connections>,
    network: IpAddr,
}

impl Connections {
    /// None yet, of so many for each address but the proxies that are trusted.
    pub fn new(most: usize, trusted: &[IpAddr]) -> Arc<Self> {
        let trusted = trusted.iter().map(IpAddr::to_canonical).collect();
        Arc::new(Self { most, trusted, open: Mutex::default() })
    }

    /// Takes a connection in; one too many is read no further than what already came.
    pub fn take_in(self: &Arc<Self>, io: &dyn Any, extensions: &mut Extensions) {
        let Some(stream) = io.downcast_ref::<TcpStream>() else { return };
        end_when_unread(stream);
        // the last piece of a long answer does not wait for the reader to have acknowledged those before it
        let _ = stream.set_nodelay(true);
        let Ok(peer) = stream.peer_addr() else { return };
        let place = self.place_for(peer.ip().to_canonical());
        if place.is_excess() {
            let _ = SockRef::from(stream).shutdown(Shutdown::Read);
            extensions.insert(Excess);
        }
        extensions.insert(place);
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.counts().values().sum()
    }

    fn place_for(self: &Arc<Self>, address: IpAddr) -> ConnectionPlace {
        let network = network_of(address);
        *self.counts().entry(network).or_default() += 1;
        ConnectionPlace { connections: Arc::clone(self), network }
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ConnectionPlace {
    fn is_excess(&self) -> bool {
        let Self { connections, network } = self;
        let open = connections.counts().get(network).copied().unwrap_or_default();
        open > connections.most && !connections.trusted.iter().any(|proxy| network_of(*proxy) == *network)
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        let mut counts = self.connections.counts();
        match counts.get_mut(&self.network) {
            Some(open) if *open > 1 => *open -= 1,
            _ => drop(counts.remove(&self.network)),
        }
    }
}

/// One household or company has a whole /64 of IPv6.
pub fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// The server waits without end for somebody to read: the system does not, where it can be told so (RFC 5482).
#[cfg(target_os = "linux")]
fn end_when_unread(stream: &TcpStream) {
    if let Err(error) = SockRef::from(stream).set_tcp_user_timeout(Some(UNREAD_FOR)) {
        tracing::warn!(%error, "a connection that may stay unread");
    }
}

#[cfg(not(target_os = "linux"))]
fn end_when_unread(_: &TcpStream) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_so_many_connections_and_gets_their_places_back() {
        let connections = Connections::new(2, &["10.0.0.1".parse().unwrap()]);
        let from = |address: &str| connections.place_for(address.parse().unwrap());
        let first = [from("192.0.2.1"), from("192.0.2.1")];
        assert!(!first.iter().any(ConnectionPlace::is_excess));
        assert!(from("192.0.2.1").is_excess());
        assert!(!from("192.0.2.2").is_excess(), "others have their own");
        let network = [from("2001:db8::1"), from("2001:db8::2"), from("2001:db8::3")];
        assert!(network[2].is_excess(), "a network is one address");
        let proxy: Vec<_> = (0..10).map(|_| from("10.0.0.1")).collect();
        assert!(!proxy.iter().any(ConnectionPlace::is_excess));
        assert_eq!(connections.count(), 15);
        drop((first, network, proxy));
        assert_eq!(connections.count(), 0);
        assert!(connections.counts().is_empty(), "nobody is remembered");
    }
}
