namespace PartnerCenter.Referrals.EndToEnd.Tests.Matrix;

/// <summary>Specifies what is wrong with the bytes of a response. .NET quotes the last four in its exceptions.</summary>
internal enum WireFault
{
    /// <summary>The head says that the plain body is compressed with Brotli.</summary>
    Brotli,

    /// <summary>The head says that the plain body is compressed with gzip.</summary>
    Gzip,

    /// <summary>The head says that the plain body is compressed with deflate.</summary>
    Deflate,

    /// <summary>The phrase of the status is personal data, which HTTP allows.</summary>
    StatusPhrase,

    /// <summary>The head has a line of personal data without a colon.</summary>
    HeaderLine,

    /// <summary>The body has a chunk whose size is personal data.</summary>
    ChunkSize,

    /// <summary>The body is followed by a trailer of personal data without a colon.</summary>
    Trailer,
}
