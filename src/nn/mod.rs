//! The network, its input, its device: used by worker and lab alike.
