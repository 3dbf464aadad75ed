namespace PartnerCenter.Referrals.Tests;

/// <summary>How an exchange fails below HTTP.</summary>
internal enum HostileFailure
{
    None,

    /// <summary>No connection: the request was not sent.</summary>
    Refused,

    /// <summary>The connect timeout: the request was not sent.</summary>
    ConnectTimeout,

    /// <summary>The response is no HTTP.</summary>
    InvalidResponse,

    /// <summary>The connection ends before the status.</summary>
    Reset,

    /// <summary>The connection ends in the body.</summary>
    BreaksOff,
}
