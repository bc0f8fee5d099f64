internal import Files
internal import Foundation
internal import Glibc

/// The child process that parses untrusted DICOM files, seen from inside.
///
/// It answers requests on its standard input, a socket, until the socket is closed. It can take no
/// more memory than its limit, writes no file and leaves no core dump.
public enum DICOMWorker {
  /// What a worker may take where nothing else is said, in bytes: 4 GiB.
  public static let memoryLimit = 1 << 32

  /// Answers requests until there are no more.
  ///
  /// - Parameter memoryLimit: In bytes.
  public static func run(memoryLimit: Int) {
    limit(RLIMIT_DATA, memoryLimit)
    limit(RLIMIT_CORE, 0)
    limit(RLIMIT_FSIZE, 0)
    var channel = WorkerChannel(descriptor: STDIN_FILENO)
    while let request = try? channel.receive(WorkerRequest.self, seconds: nil) {
      let (answer, raw) = answer(request.message, request.raw)
      guard (try? channel.send(answer, raw: raw)) != nil else { return }
    }
  }

  private static func answer(
    _ request: WorkerRequest, _ raw: [UInt8]
  ) -> (WorkerAnswer, [UInt8]) {
    let file = URL(fileURLWithPath: request.path)
    do throws(EffaceError) {
      switch request.task {
      case .header(let keepsIdentifiers):
        let header = try DICOMInstance(contentsOf: file, keepsIdentifiers: keepsIdentifiers)
        return (WorkerAnswer(header: header), [])
      case .pixels(let overlay):
        let pixels = try DICOMPixels(of: file, overlay: overlay)
        return (WorkerAnswer(layout: pixels.layout), pixels.bytes)
      case .rewriting(let rewriting):
        return (WorkerAnswer(), try rewriting.apply(PixelEdits(raw), to: file))
      }
    } catch {
      return (WorkerAnswer(failure: error.description), [])
    }
  }

  private static func limit(_ resource: __rlimit_resource, _ value: Int) {
    var limits = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
    setrlimit(__rlimit_resource_t(resource.rawValue), &limits)
  }
}
