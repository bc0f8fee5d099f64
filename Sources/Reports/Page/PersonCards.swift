/// The pictures of each person: before and after, slices, crops, verdict.
struct PersonCards {
  let report: StudyReport
  let pictures: PictureSource
  /// People beyond so many have no pictures, only rows in the tables; keeps the page below 15 MB.
  private var most: Int { max(12, 90 / max(1, report.arms.count)) }

  private static let renderWidth = 300
  private static let qualityWidth = 720

  /// All cards, failed verdicts first, then those who were re-identified, then the others.
  var html: String {
    let ordered = ordered
    var html = ""
    if ordered.count > most {
      html += HTML.paragraph(
        "Pictures of \(most) of \(ordered.count) people: failures first, then those who were "
          + "identified in a defaced arm, then the others by name. The tables hold everybody.")
    }
    return html + ordered.prefix(most).map(card).joined()
  }

  private var ordered: [StudyReport.Person] {
    func urgency(_ person: StudyReport.Person) -> Int {
      if person.arms.values.contains(where: { $0.verdict == "fail" }) { return 0 }
      return isIdentified(person) ? 1 : 2
    }
    return report.people.enumerated().sorted {
      let (a, b) = (urgency($0.element), urgency($1.element))
      return a == b ? $0.offset < $1.offset : a < b
    }.map(\.element)
  }

  private func isIdentified(_ person: StudyReport.Person) -> Bool {
    let defaced = Set(report.arms.filter(\.isDefaced).map(\.name))
    return report.attacks.contains { attack in
      defaced.contains(attack.arm)
        && attack.people.contains { $0.id == person.id && $0.rank == 1 }
    }
  }

  private func card(_ person: StudyReport.Person) -> String {
    let defaced = report.arms.filter(\.isDefaced)
    let badges = defaced.map { arm in
      let verdict = person.arms[arm.name]?.verdict ?? "not done"
      return HTML.badge("\(arm.name): \(verdict)", verdict == "pass" ? .good : .bad)
    }.joined(separator: " ")
    let label = "\(person.origin), \(person.modality.uppercased())"
    var html = """
      <article class="person" id="person-\(HTML.escape(person.id))">
      <h3>\(HTML.escape(person.id)) <span class="quiet">\(HTML.escape(label))</span> \(badges)</h3>
      <div class="row">

      """
    html += still(
      person.gallery, person, "Gallery picture: what the attacker has a name for",
      note: person.galleryDetected ? "face found" : "no face found")
    let baseline = report.arms.first { !$0.isDefaced }.flatMap { person.arms[$0.name] }
    if let baseline {
      html += still(
        baseline.render, person, "Probe, not defaced", note: note(person, "baseline", baseline))
    }
    for arm in defaced {
      html += pair(person, arm.name, before: baseline?.render, after: person.arms[arm.name])
    }
    html += "</div>\n"
    for arm in defaced {
      let result = person.arms[arm.name]
      for sentence in (result?.reasons ?? []) + (result?.warnings ?? []) {
        html += HTML.paragraph("\(arm.name): \(sentence)", style: "quiet")
      }
      html += quality(person, arm.name)
    }
    return html + "</article>\n"
  }

  private func still(
    _ path: String?, _ person: StudyReport.Person, _ title: String, note: String
  ) -> String {
    guard let uri = pictures.dataURI(path, width: Self.renderWidth) else {
      return "<figure><div class=\"absent\">no picture</div><figcaption>\(HTML.escape(title))"
        + "</figcaption></figure>\n"
    }
    return """
      <figure><img src="\(uri)" alt="\(HTML.escape("\(title), person \(person.id)"))" loading="lazy">
      <figcaption><b>\(HTML.escape(title))</b><br>\(HTML.escape(note))</figcaption></figure>

      """
  }

  private func pair(
    _ person: StudyReport.Person, _ arm: String, before: String?, after: StudyReport.PersonArm?
  ) -> String {
    guard let after, let afterURI = pictures.dataURI(after.render, width: Self.renderWidth),
      let beforeURI = pictures.dataURI(before, width: Self.renderWidth)
    else {
      return still(nil, person, "After \(arm)", note: "")
    }
    let name = HTML.escape(person.id)
    let method = HTML.escape(arm)
    return """
      <figure class="pair"><div class="stack">
      <img class="after" src="\(afterURI)" alt="Probe of person \(name) after \(method)" loading="lazy">
      <img class="before" src="\(beforeURI)" alt="The same probe before \(method)" loading="lazy">
      </div>
      <input type="range" min="0" max="100" value="0" aria-label="Show person \(name) before (right) \
      or after (left) \(method)">
      <figcaption><b>After \(method)</b>, slide for before<br>\
      \(HTML.escape(note(person, arm, after)))</figcaption></figure>

      """
  }

  private func quality(_ person: StudyReport.Person, _ arm: String) -> String {
    guard let path = person.arms[arm]?.quality,
      let uri = pictures.dataURI(path, width: Self.qualityWidth)
    else { return "" }
    let words = "Slices and views of person \(person.id) before and after \(arm)"
    return """
      <details><summary>\(HTML.escape(arm)): slices before and after</summary>
      <img src="\(uri)" alt="\(HTML.escape(words))" loading="lazy"></details>

      """
  }

  /// What the attacker made of a probe.
  private func note(
    _ person: StudyReport.Person, _ arm: String, _ result: StudyReport.PersonArm
  ) -> String {
    guard result.detected else { return "no face found" }
    let named = report.attacks.filter { $0.arm == arm && $0.gallery == .named }
    let ranks = named.compactMap { attack in
      attack.people.first { $0.id == person.id }?.rank.map { "\(attack.model) rank \($0)" }
    }
    return (["face found"] + ranks).joined(separator: ", ")
  }
}
