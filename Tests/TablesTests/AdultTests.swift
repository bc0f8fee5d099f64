import Files
import Foundation
import TestSupport
import Testing

@testable import Tables

/// Values that were computed with the program anonypy on the public Adult test set.
@Suite(.enabled(if: Adult.file != nil, "the shared table adult.test is missing"))
struct AdultTests {
  private func measures(
    _ model: PrivacyModel, sensitive: String? = nil
  ) throws -> TableAnonymizer.Result {
    let folder = try TemporaryFolder()
    let input = folder.file("adult.csv")
    try Adult.write(to: input)
    return try TableAnonymizer(
      roles: Adult.roles(sensitive: sensitive), model: model, method: .anonypy
    ).anonymize(DelimitedFile(input), to: folder.file("out.csv"))
  }

  @Test(arguments: [
    (2, 1848, 442_396.0, 4.0747, 0.00333), (3, 1469, 453_366, 3.4173, 0.00576),
    (5, 1081, 471_874, 2.7863, 0.01037), (10, 667, 530_634, 2.2579, 0.02108),
    (20, 411, 673_098, 1.8321, 0.04004),
  ])
  func knownClassesAndUtility(
    _ k: Int, _ classes: Int, _ discernibility: Double, _ size: Double, _ loss: Double
  ) throws {
    let result = try measures(PrivacyModel(k: k))
    #expect(result.before.rows == 15_060 && result.before.classes == 3052)
    #expect(result.after.classes == classes)
    #expect(result.after.discernibility == discernibility)
    #expect(abs(result.after.averageClassSize - size) < 5e-5)
    #expect(abs(result.after.genILoss - loss) < 5e-6, "\(result.after.genILoss)")
    #expect(result.after.k >= k)
  }

  @Test(arguments: [
    ("occupation", 1438, 454_812.0, 3.4910, 0.00600), ("income", 747, 1_290_820, 6.7202, 0.02905),
  ])
  func knownDiverseClasses(
    _ sensitive: String, _ classes: Int, _ discernibility: Double, _ size: Double, _ loss: Double
  ) throws {
    let result = try measures(
      PrivacyModel(k: 3, diversity: .distinct(2)), sensitive: sensitive)
    #expect(result.after.classes == classes)
    #expect(result.after.discernibility == discernibility)
    #expect(abs(result.after.averageClassSize - size) < 5e-5)
    #expect(abs(result.after.genILoss - loss) < 5e-6, "\(result.after.genILoss)")
    #expect(result.after.sensitive.first?.distinct ?? 0 >= 2)
  }
}
