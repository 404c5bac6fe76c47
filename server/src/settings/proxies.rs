//! The networks of trusted proxies, as `TRUSTED_PROXIES` names them.
//!
//! Entry point: [`network`].

use std::net::IpAddr;

use ipnet::IpNet;

/// A proxy or a network of them: an address, or one with the length of its prefix.
pub fn network(text: &str) -> Result<IpNet, String> {
    let address = || text.parse::<IpAddr>().map(IpNet::from);
    let network = text.parse::<IpNet>().or_else(|_| address());
    match network {
        Ok(network) if network.prefix_len() == 0 => {
            Err("it trusts every address, so that clients could say what they like".to_owned())
        }
        Ok(network) => Ok(network),
        Err(_) => {
            Err("give an address or a network, such as `10.0.0.7` or `10.0.0.0/8`".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_is_everybody_is_refused() {
        for text in ["0.0.0.0/0", "::/0", "", "proxy", "10.0.0.0/33"] {
            assert!(network(text).is_err(), "{text}");
        }
    }
}
