/// What the command asks its worker about one file.
struct WorkerRequest: MessageValue {
  let path: String
  /// What is asked of the file.
  let task: Task

  enum Task {
    case header(keepsIdentifiers: Bool)
    case pixels(overlay: Int?)
    /// With the edits as the frame's raw bytes.
    case rewriting(DICOMRewriting)
  }

  init(path: String, task: Task) {
    self.path = path
    self.task = task
  }

  func write(to bytes: inout MessageBytes) {
    path.write(to: &bytes)
    switch task {
    case .header(let keepsIdentifiers):
      (keepsIdentifiers ? 1 : 0).write(to: &bytes)
    case .pixels(let overlay):
      2.write(to: &bytes)
      overlay.write(to: &bytes)
    case .rewriting(let rewriting):
      3.write(to: &bytes)
      rewriting.method.write(to: &bytes)
      rewriting.derivation.write(to: &bytes)
    }
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    path = try String(from: &bytes)
    switch try Int(from: &bytes) {
    case 0: task = .header(keepsIdentifiers: false)
    case 1: task = .header(keepsIdentifiers: true)
    case 2: task = .pixels(overlay: try Int?(from: &bytes))
    case 3:
      let method = try String(from: &bytes)
      task = .rewriting(DICOMRewriting(method: method, derivation: try String(from: &bytes)))
    default: throw MessageBytes.Damaged()
    }
  }
}

/// The answer to one request; empty, with the new file as the frame's raw bytes, after rewriting.
struct WorkerAnswer: MessageValue {
  var header: DICOMInstance?
  /// With the pixels as the frame's raw bytes.
  var layout: DICOMPixels.Layout?
  /// Why there is neither.
  var failure: String?

  init(
    header: DICOMInstance? = nil, layout: DICOMPixels.Layout? = nil, failure: String? = nil
  ) {
    self.header = header
    self.layout = layout
    self.failure = failure
  }

  func write(to bytes: inout MessageBytes) {
    header.write(to: &bytes)
    layout.write(to: &bytes)
    failure.write(to: &bytes)
  }

  init(from bytes: inout MessageBytes) throws(MessageBytes.Damaged) {
    header = try DICOMInstance?(from: &bytes)
    layout = try DICOMPixels.Layout?(from: &bytes)
    failure = try String?(from: &bytes)
  }
}
