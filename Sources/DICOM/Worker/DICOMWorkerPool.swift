public import Files
public import Foundation
internal import Geometry
internal import Synchronization

/// Parses in child processes, so that a file on which GDCM dies, hangs or devours memory costs that
/// file alone.
///
/// Each worker works on one file at a time; when it dies, the file is known, and a new worker goes on
/// with the next.
public struct DICOMWorkerPool: DICOMParser {
  private let command: [String]
  private let workers: Int
  private let seconds: Double
  private let keepsIdentifiers: Bool
  /// Workers between two calls: starting one costs more than a hundred small files.
  private let idle = IdleWorkers()

  /// Describes the workers.
  ///
  /// - Parameters:
  ///   - command: The absolute path and the arguments of a program that calls `DICOMWorker.run`.
  ///   - workers: How many run at once.
  ///   - seconds: How long one file may take.
  ///   - keepsIdentifiers: Whether names, places, dates and serial numbers get into `acquisition`.
  public init(
    command: [String], workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    seconds: Double = 60, keepsIdentifiers: Bool = false
  ) {
    precondition(!command.isEmpty, "a worker needs a program")
    self.command = command
    self.workers = max(1, workers)
    self.seconds = seconds
    self.keepsIdentifiers = keepsIdentifiers
  }

  /// Makes workers out of this process, which must not have threads yet, for the pools that come;
  /// they are ready at once, where starting the program anew takes its time. Those that die are
  /// replaced by the pool's own program.
  public static func prepare(
    workers: Int = ProcessInfo.processInfo.activeProcessorCount,
    memoryLimit: Int = DICOMWorker.memoryLimit
  ) {
    for _ in 0..<workers {
      guard let worker = try? WorkerProcess(memoryLimit: memoryLimit) else { return }
      IdleWorkers.prepared.keep(worker)
    }
  }

  /// As the protocol says; a file that kills its worker fails with a sentence that names it.
  public func headers(of files: [URL]) -> [Result<DICOMInstance, EffaceError>] {
    let missing = EffaceError(.foreign, "The DICOM worker gave no answer.")
    let results = Mutex(
      [Result<DICOMInstance, EffaceError>](
        repeating: .failure(missing), count: files.count))
    ask(files, .header(keepsIdentifiers: keepsIdentifiers)) { index, result in
      let header = result.flatMap { answer, _ in
        answer.header.map { .success($0) } ?? .failure(answer.error)
      }
      results.withLock { $0[index] = header }
    }
    return results.withLock { $0 }
  }

  /// As the protocol says; `body` is called from as many threads as there are workers.
  public func pixels(
    of files: [URL], overlay: Int?,
    _ body: @Sendable (Int, Result<DICOMPixels, EffaceError>) -> Void
  ) {
    ask(files, .pixels(overlay: overlay)) { index, result in
      body(
        index,
        result.flatMap { answer, raw in
          guard let layout = answer.layout, raw.count == layout.frameByteCount * layout.frames
          else { return .failure(answer.error) }
          return .success(DICOMPixels(layout: layout, bytes: raw))
        })
    }
  }

  /// As the protocol says; `edits` and `body` are called from as many threads as there are workers.
  public func rewrite(
    _ files: [URL], as rewriting: DICOMRewriting, edits: @Sendable (Int) -> PixelEdits,
    _ body: @Sendable (Int, Result<[UInt8], EffaceError>) -> Void
  ) {
    ask(files, .rewriting(rewriting), atOnce: 1, raw: { edits($0).bytes }) { index, result in
      body(
        index,
        result.flatMap { answer, raw in
          raw.isEmpty ? .failure(answer.error) : .success(raw)
        })
    }
  }

  private typealias Answer = Result<(WorkerAnswer, [UInt8]), EffaceError>

  /// Small files are asked about so many at a time; the answers come one by one, so that the file
  /// on which a worker dies is known all the same.
  fileprivate static let batch = 16

  private func ask(
    _ files: [URL], _ task: WorkerRequest.Task, atOnce step: Int = Self.batch,
    raw: @Sendable (Int) -> [UInt8] = { _ in [] },
    _ body: @Sendable (Int, Answer) -> Void
  ) {
    let next = Atomic(0)
    Parallel.forEach(min(workers, (files.count + step - 1) / step)) { _ in
      var worker = idle.take() ?? IdleWorkers.prepared.take()
      while true {
        let start = next.wrappingAdd(step, ordering: .relaxed).oldValue
        guard start < files.count else { break }
        ask(
          start..<min(start + step, files.count), of: files, task, raw: raw(start), &worker,
          body)
      }
      if let worker { idle.keep(worker) }
    }
  }

  /// Asks about the files of `range`; whenever the worker dies, a new one takes the next file.
  private func ask(
    _ range: Range<Int>, of files: [URL], _ task: WorkerRequest.Task, raw: [UInt8],
    _ worker: inout WorkerProcess?, _ body: (Int, Answer) -> Void
  ) {
    var rest = range
    while let first = rest.first {
      let current: WorkerProcess
      do throws(EffaceError) {
        if let worker { current = worker } else { current = try WorkerProcess(command) }
        worker = current
      } catch {
        body(first, .failure(error))
        rest = rest.dropFirst()
        continue
      }
      let requests = rest.map { WorkerRequest(path: files[$0].path, task: task) }
      do throws(WorkerChannel.Failure) {
        try current.ask(requests, raw: raw, seconds: seconds) { answer, bytes in
          body(rest.lowerBound, .success((answer, bytes)))
          rest = rest.dropFirst()
        }
      } catch {
        worker = nil
        body(rest.lowerBound, .failure(reason(error, files[rest.lowerBound])))
        rest = rest.dropFirst()
      }
    }
  }

  private func reason(_ failure: WorkerChannel.Failure, _ file: URL) -> EffaceError {
    let name = file.lastPathComponent
    return switch failure {
    case .closed:
      EffaceError(.foreign, "The DICOM parser crashed on \(name), which may be damaged.")
    case .late:
      EffaceError(
        .foreign, "The DICOM parser took longer than \(Int(seconds)) seconds for \(name).")
    }
  }
}

extension WorkerAnswer {
  fileprivate var error: EffaceError {
    EffaceError(.format, failure ?? "The DICOM worker gave no answer.")
  }
}

/// Workers that wait for the next call; they end with their pool.
private final class IdleWorkers: Sendable {
  static let prepared = IdleWorkers()

  private let workers = Mutex<[WorkerProcess]>([])

  func take() -> WorkerProcess? { workers.withLock { $0.popLast() } }

  func keep(_ worker: WorkerProcess) { workers.withLock { $0.append(worker) } }
}
