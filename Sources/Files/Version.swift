/// The version of the suite, written into every sidecar.
public let effaceVersion = "0.1.0"
