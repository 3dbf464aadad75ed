namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies how the emulator writes <c>@odata.nextLink</c>. Microsoft documents a single sample of it.</summary>
/// <remarks>
/// The sample is on Microsoft's page <see href="https://learn.microsoft.com/partner-center/developer/get-a-list-of-referrals">Get a list of
/// referrals</see>.
/// </remarks>
// Wire contract 2.1 and 10 #6.
public enum NextLinkFormat
{
    /// <summary>
    /// Specifies the form of Microsoft's sample: <c>http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=…</c>. This is a plain
    /// http address with another path, to which no client should send a token. Only its query is useful.
    /// </summary>
    Documented,

    /// <summary>
    /// Specifies an absolute link to the requested address, which repeats the other query options in addition to <c>$skiptoken</c>.
    /// </summary>
    RequestAddress,
}
