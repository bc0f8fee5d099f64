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
    of files: [URL], _ body: @Sendable (Int, Result<DICOMPixels, EffaceError>) -> Void
  ) {
    ask(files, .pixels) { index, result in
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
    ask(files, .rewriting(rewriting), raw: { edits($0).bytes }) { index, result in
      body(
        index,
        result.flatMap { answer, raw in
          raw.isEmpty ? .failure(answer.error) : .success(raw)
        })
    }
  }

  private typealias Answer = Result<(WorkerAnswer, [UInt8]), EffaceError>

  private func ask(
    _ files: [URL], _ task: WorkerRequest.Task, raw: @Sendable (Int) -> [UInt8] = { _ in [] },
    _ body: @Sendable (Int, Answer) -> Void
  ) {
    let next = Atomic(0)
    Parallel.forEach(min(workers, files.count)) { _ in
      var worker = idle.take()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < files.count else {
          if let worker { idle.keep(worker) }
          return
        }
        let request = WorkerRequest(path: files[index].path, task: task)
        do throws(EffaceError) {
          if worker == nil { worker = try WorkerProcess(command) }
        } catch {
          body(index, .failure(error))
          continue
        }
        do throws(WorkerChannel.Failure) {
          guard let answer = try worker?.ask(request, raw: raw(index), seconds: seconds)
          else { continue }
          body(index, .success(answer))
        } catch {
          worker = nil
          body(index, .failure(reason(error, files[index])))
        }
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
  private let workers = Mutex<[WorkerProcess]>([])

  func take() -> WorkerProcess? { workers.withLock { $0.popLast() } }

  func keep(_ worker: WorkerProcess) { workers.withLock { $0.append(worker) } }
}
