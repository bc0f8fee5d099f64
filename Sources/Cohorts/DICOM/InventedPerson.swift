internal import Geometry
internal import HeadModels

/// The header of somebody who does not exist: names, numbers and dates that look like those of a
/// hospital, so that conversion and header de-identification have something to find.
struct InventedPerson: Sendable {
  let name: String
  let identifier: String
  let birthDate: String
  let sex: String
  let age: String
  let institution: String
  let physician: String
  let station: String
  let accession: String
  let studyDate: String
  let studyTime: String
  let studyUID: String
  let frameUID: String

  /// The person `number` of cohort `seed` at one session.
  init(_ identity: HeadIdentity?, number: Int, seed: UInt64, session: Int) {
    var own = generator(seed: seed, number: number, purpose: 3)
    var visit = generator(seed: seed, number: number, purpose: 500 + UInt64(session))
    func pick(_ list: [String], _ source: inout SeededGenerator) -> String {
      list[Int(source.uniform() * Double(list.count))]
    }
    let isMale = (identity?.male ?? own.uniform()) >= 0.5
    let given = pick(isMale ? Self.men : Self.women, &own)
    name = pick(Self.families, &own) + "^" + given
    sex = isMale ? "M" : "F"
    let years = Int(identity?.age ?? 20 + 60 * own.uniform())
    identifier = "MRN" + String(1_000_000 + Int(own.uniform() * 8_999_999))
    let birthday = Self.two(1 + Int(own.uniform() * 12)) + Self.two(1 + Int(own.uniform() * 28))
    let year = 2015 + Int(visit.uniform() * 9)
    let day = Self.two(1 + Int(visit.uniform() * 12)) + Self.two(1 + Int(visit.uniform() * 28))
    // Whole years between both dates are the age.
    birthDate = "\(year - years - (day < birthday ? 1 : 0))" + birthday
    studyDate = "\(year)" + day
    age = String(String(1000 + years).dropFirst()) + "Y"
    studyTime =
      Self.two(7 + Int(visit.uniform() * 12)) + Self.two(Int(visit.uniform() * 60))
      + Self.two(Int(visit.uniform() * 60))
    institution = pick(Self.institutions, &own)
    physician = pick(Self.families, &visit) + "^" + pick(Self.women + Self.men, &visit)
    station = "SCAN" + Self.two(1 + Int(visit.uniform() * 9))
    accession = "A" + String(10_000_000 + Int(visit.uniform() * 89_999_999))
    studyUID = Self.uid(&visit)
    frameUID = Self.uid(&visit)
  }

  /// A unique identifier of the root 2.25, from 124 random bits.
  static func uid(_ generator: inout SeededGenerator) -> String {
    let tail = String(1_000_000_000_000_000_000 + generator.next() % 1_000_000_000_000_000_000)
    return "2.25.\(generator.next() | 1)" + tail.dropFirst()
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let families = [
    "Testmann", "Nemo", "Fictus", "Phantomas", "Placeholder", "Mustermann", "Doe", "Exempli",
    "Simulacro", "Ningun", "Ikonen-Testi", "Sample",
  ]
  private static let women = ["Ada", "Beata", "Chloe", "Dora", "Edda", "Fumiko", "Gita", "Hana"]
  private static let men = ["Abel", "Bruno", "Cem", "Dario", "Emil", "Farid", "Goro", "Hugo"]
  private static let institutions = [
    "Nowhere General Hospital", "St. Elsewhere Clinic", "University Hospital of Utopia",
  ]
}
