import Foundation

/// PNG files that a Python script made byte by byte (zlib for DEFLATE and CRC, filters and Adam7 by
/// hand, rows in turn with the filters 0 to 4, two IDAT chunks), checked by reading them with Pillow.
///
/// 11 x 9 pixels. Stored sample i is (7 i^2 + 13 i) modulo 2^depth; channel c of palette entry k is
/// (29 (3 k + c) + 5) modulo 256.
enum PNGSamples {
  struct Sample: Sendable {
    let name: String
    let depth: Int
    let stored: Int
    let isPalette: Bool
    let base64: String

    var data: Data { Data(base64Encoded: base64) ?? Data() }
  }

  static let all: [Sample] = [
    Sample(
      name: "grey1", depth: 1, stored: 1, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJAQAAAADMH+uAAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAAxJREFU\
        eNpjYGBgZGBgYmBg6omrAAAAAA1JREFUZmBgYQABOBcAAO0AESg9ZI4AAAAASUVORK5CYII=
        """),
    Sample(
      name: "grey2Interlaced", depth: 2, stored: 1, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJAgAAAAH8uKHGAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAABxJREFU\
        eNpjYGBkYABjhhWMK5gYGDoaGDt+MCgxAEmmWV4e/i8AAAAdSURBVA3M5TYss+4xNDU1MGowMDBFRUUwP798BQAd\
        Hw4cN4eF/wAAAABJRU5ErkJggg==
        """),
    Sample(
      name: "grey8Interlaced", depth: 8, stored: 1, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAAAAAG2CLlnAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAEBJREFU\
        eNoBdgCJ/wAAKAE4qACkARwALHCUADZKPgEytJQC3HwcAFr4ztwioAF2bqbeFk4AFGbwsqwBorryKmICBm7WPgF6\
        UlcAAABBSURBVKYD0jgI2CgE9l4qYpYA3oxIEurQxMbW9CABdOLw/gwaKDZEUmACDkJ2qt4SRnqu4hYDxwIjRGWG\
        J8hpCqsWci47Kj1pRwAAAABJRU5ErkJggg==
        """),
    Sample(
      name: "grey16", depth: 16, stored: 1, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJEAAAAACRn1WyAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAG1JREFU\
        eNoBzwAw/wAAAAAUADYAZgCkAPABSgGyAigCrAM+AQPeAa4BvAHKANgB5gH0AQIBEAEeAiwCC3wLFguwDEoN5A5+\
        DhgPshBMEOYQgAMYRwrLC58L8wvHCxsM7wxDDZcN6w0/BBi4AnwDigKYA+8ULMEAAABtSURBVKYDtAJ8A9ADiAPs\
        A7wAVYJYmFu8Xu5iLmV8aNhsQm+6c0B21AF6dgSwA74EzATaBOgE9gQEBBIEIAQuAiySLCwtxi5gLvovlC8uMMgw\
        YjH8MpYDhTQc1x2rHf8d0x0nHvseTx4jn3efS8eJQQKlrRphAAAAAElFTkSuQmCC
        """),
    Sample(
      name: "rgb8", depth: 8, stored: 3, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAIAAABrBkF6AAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAJ5JREFU\
        eNoBMgHN/gAAFDZmpPBKsiisPt6MSBLq0MTG1vQgWqL4XM5O3Hgi2qABdFZG0PokTniizPYgSnSeyPIcRnCaxO4Y\
        QmyWwOoUPmiSAgLQnmw6CNakckAO3Kp4RhTisH5MGui2hFIg7ryKWCb0wgPLcZ5Py8dDPzu3sy8rJ6OfGxcTD4uH\
        A/97d3Pv6+fjX1sEHuy6iFZijLaOXDReiJToS+X8AAAAn0lEQVRiMDBahGg2AixWbnzU/mR0fEzQANDqEkiM3j6s\
        KLJK8KRmNhQA+gIYPG6u/FjCOsBU9qZkMAEK8ujiDDZgirTeCDJchrDaBC5YgqzWACpUfqjS/CZQeqQCyJZkMgDO\
        nGo4BtSicD4M2qh2RBLgrnxKGOa0glAe7LqIA79oGLu3sy8rp6MfGxeTjwuHA/97d/Pva+dj39vX089LR4c/kdAH\
        DCA2AAAAAElFTkSuQmCC
        """),
    Sample(
      name: "rgb16Interlaced", depth: 16, stored: 3, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJEAIAAAFMka2vAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAThJREFU\
        eNoBZQKa/QAAAAAUADYQ+BJcE84BfyiNrJw+a3htyG4YAASMBUgGEgEw9EAgT1oA4yTqcPHKPlBGRE5GoVyp+LKi\
        AAFKAbICKAnGCtYL9BoiG9odoAEPvhdeHwxfHGDEYGxn/GekaEwCyFTOjNXEHvQlLCxkdZR8zIMEAHp2fiaB5JFo\
        lWyZfqpSrqqzEMU0yeDOmuIO5w7sHADgBjQLlgE6CkTyT+hCQkOWQ+pEOkWOReJGMkaGR9pIKkl+SdJLIkp2S8oA\
        AGYApADwAqwDPgPeBuoH0AjEDSAOWg+iFU4W3Bh4AYWwiYqNchjuGEIZlhrmGzoajhzeHDIdhh7WHioefgJ0gnce\
        e7qJKo3GkGKf0qJupgq0ergWu7LKIs6+0VoD3tNlqm0IXlBgyGLAaSBsmG2QdfB3RpWbRQAAAThJREFUaHngAUAD\
        uAWwBFDyVI5XKlmaWTpZuFveW95cepHWlSqYfl+4Xy5gmAAfdCFWI0YlRCdQKWorki3IMAwyXjS+Nyw5qDwyPspB\
        cEQkRuZJtkyUT4BSelWCWJhbvF7uYi5lfGjYbEJvunNAdtQBEQYWhBwQEKQRzhH4ESIRTBF2EqASyhL0Eh4SSBJy\
        E5wTxhPwExoTRBRuE5gUwhTsFBYUQBRqFZQVvhXoFRIVPBVmAt/K42bnAuue7jrx1vZy+Q79qgBGBOIHfgsaD7YT\
        UhbuGoodJiHCJV4o+iyWLzIyzjdqOgY+okE+RdpIdkwSUK5USgNGak8T10OAkYF0g1eFuocdioAMYw3GDykQjBPv\
        FFIXtRiYG3sb3h5BICQihyRqJk0nsCqTK/YuWS88MR8ygjXlNkgDxutLGspbtQAAAABJRU5ErkJggg==
        """),
    Sample(
      name: "palette4", depth: 4, stored: 1, isPalette: true,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJBAMAAAAWSsseAAAAMFBMVEUFIj9ceZaz0O0KJ0Rhfpu41fIPLElmg6C9\
        2vcUMU5riKXC3/wZNlNwjarH5AEeO1i7MyybAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAACVJREFUeNoBPwDA\
        /wAEZkCijOAB7JYeph6cArYKToLGAAP1+2G/pXkEgtA4LAAAAAAlSURBVGL6PnJgACjO7IKgQAFm2mLqYtICHGCk\
        2BxgA0tYLpTqTl0rG1Ad6edKAAAAAElFTkSuQmCC
        """),
    Sample(
      name: "palette8Interlaced", depth: 8, stored: 1, isPalette: true,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAMAAAGkvRaJAAADAFBMVEUFIj9ceZaz0O0KJ0Rhfpu41fIPLElmg6C9\
        2vcUMU5riKXC3/wZNlNwjarH5AEeO1h1kq/M6QYjQF16l7TR7gsoRWJ/nLnW8xAtSmeEob7b+BUyT2yJpsPg/Ro3\
        VHGOq8jlAh88WXaTsM3qByRBXnuYtdLvDClGY4Cdutf0ES5LaIWiv9z5FjNQbYqnxOH+GzhVco+syeYDID1ad5Sx\
        zusIJUJffJm20/ANKkdkgZ672PUSL0xphqPA3foXNFFui6jF4v8cOVZzkK3K5wQhPlt4lbLP7AkmQ2B9mrfU8Q4r\
        SGWCn7zZ9hMwTWqHpMHe+xg1Um+MqcbjAB06V3SRrsvoBSI/XHmWs9DtCidEYX6buNXyDyxJZoOgvdr3FDFOa4il\
        wt/8GTZTcI2qx+QBHjtYdZKvzOkGI0Bdepe00e4LKEVif5y51vMQLUpnhKG+2/gVMk9siabD4P0aN1RxjqvI5QIf\
        PFl2k7DN6gckQV57mLXS7wwpRmOAnbrX9BEuS2iFor/c+RYzUG2Kp8Th/hs4VXKPrMnmAyA9WneUsc7rCCVCX3yZ\
        ttPwDSpHZIGeu9j1Ei9MaYajwN36FzRRbouoxeL/HDlWc5CtyucEIT5beJWyz+wJJkNgfZq31PEOK0hlgp+82fYT\
        ME1qh6TB3vsYNVJvjKnG4wAdOld0ka7L6AUiP1x5lrPQ7QonRGF+m7jV8g8sSWaDoL3a9xQxTmuIpcLf/Bk2U3CN\
        qsfkAR47WHWSr8zpBiNAXXqXtNHuCyhFYn+cudbzEC1KZ4Shvtv4FTJPbImmw+D9GjdUcY6ryOUCHzxZdpOwzeoH\
        JEFee5i10u8MKUZjgJ261/QRLktohaK/3PkWM1BtiqfE4f4bOFVyj6zJ5gMgPVp3lLHO6wglQl98mbbT8A0qR2SB\
        nrvY9RIvTGmGo8Dd+hc0UW6LqMXi/xw5VnOQrcrnBCE+W3iVss/sCSZDYH2at9TxDitIZYKfvNn2EzBNaoekwd77\
        GDVSb4ypxuMAHTpXdJGuy+gyoqXYAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAEBJREFUeNoBdgCJ/wAAKAE4\
        qACkARwALHCUADZKPgEytJQC3HwcAFr4ztwioAF2bqbeFk4AFGbwsqwBorryKmICBm7WPgF6UlcAAABBSURBVKYD\
        0jgI2CgE9l4qYpYA3oxIEurQxMbW9CABdOLw/gwaKDZEUmACDkJ2qt4SRnqu4hYDxwIjRGWGJ8hpCqsWci47Kj1p\
        RwAAAABJRU5ErkJggg==
        """),
    Sample(
      name: "greyAlpha8", depth: 8, stored: 2, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJCAQAAABObR6mAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAG1JREFU\
        eNoBzwAw/wAAFDZmpPBKsiisPt6MSBLq0MTG1vQgAVqinrrW8g4qRmJ+mrbS7gomQl56lrIC0gY6bqLWCj5yptoO\
        Qnaq3hJGeq7iFgNg0pA44Aiw2AAoUHigSHAYwOgQOGCIBML2mF4OKkZiYmPFnjgAAABtSURBVJa2/jJmWEJeemqe\
        zgYAcoqw5CZ21EC6Qth8Lu68mIJ6gJS25gEkcKbC3voWMk5qhqK+2vYSLkpmgp66Aipeksb6LmKWyv4yZprOAjZq\
        ntIGOm4DyT3AaJC44Igw2AAoUPggyPAYQGiQuD9zYemoxmiNAAAAAElFTkSuQmCC
        """),
    Sample(
      name: "rgbAlpha16", depth: 16, stored: 4, isPalette: false,
      base64: """
        iVBORw0KGgoAAAANSUhEUgAAAAsAAAAJEAYAAAC09ApuAAAADXRFWHRDb21tZW50AGhlbGxv5v+uJAAAAZZJREFU\
        eNoBIQPe/AAAAAAUADYAZgCkAPABSgGyAigCrAM+A94EjAVIBhIG6gfQCMQJxgrWC/QNIA5aD6IQ+BJcE84VThbc\
        GHgaIhvaHaAfdCFWI0YlRCdQKWorki3IMAwyXjS+ATcsOag8Mj7KCkQLfAq0C+wLJAtcDJQMzAwEDDwMdA2sDeQN\
        HA5UDYwOxA78DjQPbA6kD9wPFA9MEIQQvBD0ECwQZBGcEdQRDBJEEXwStBLsEiQSXBKUE8wCoQykdKbcqUSrrK0U\
        sHyy5LRMt7S5HLyEvuzBVMO8xSTIjMr0zFzPxNEs1JTW/Nhk28zdNOCc4gTkbOfU6TzspO4M8HTz3PVE96z6FPx8\
        /+QBTAS0BhwIhAN3CHxigMOGKxmIG9gcKB34H0gfmCHoIjgkCCXYJ6go+ClIKhgraC24LggvWDGoMng0yDUYNmg4\
        uDmIOlg7KDx4Pkg/GEBoQzhEiEXYRijH+MhIypjL6M24BHTMdzR6nHwEfySBkIOUhqQoDCh0KbAorCisKRwpfCqM\
        KsQqtCocKoQrpP2UGLQAAAGWSURBVCuQLLwrJCuMK7wrsC3ELWQtnC3ULdAtzOl865zJBMtszlzRlC6kLwQvdC90\
        MKwANpxCuE7iWxpnYHO0gBaMhpkEpZCyKr7Sy4jYTOUe8f7+7AvoGPImCjMwQGRNplr2aFR1wIM6kMKeWKv8ua7H\
        btU84xjxAv76DQAbFCk2N2ZFpFPwYkpwsgF/KI2snD6q3jpkO5w71DsMO0Q7fDu0POw8JD1cPZQ9zD0EPTw9dD6s\
        PuQ+HD9UPow/xD/8PzRAbECkQNxAFEBMQIRBvEH0QSxCZEGcQtRCDEJEQ3xCtEPsArJstdS3PLqkvAy+dMDcxETG\
        rMgUy3zN5NBM0bTUHNeE2ezbVN684CTjjOX051zqxOws75Tx/PNk9sz4NPuc/QQAbAHUBDwHpAkMDHQO3BFEE6wV\
        FBh8GuQDNZZA9EtZVsU6yDyYPeg+OECIQFhCKEP4xEjGmEfoSDhKCEtYTahO+E9IUZhRaFO4VAhVWNeoWHhZSFsY\
        XGheuF8IYNhhKGJ4ZMhlGGZo6LhpiGvYbCht+ALyU5My7mMfAAAAAElFTkSuQmCC
        """),
  ]
}
