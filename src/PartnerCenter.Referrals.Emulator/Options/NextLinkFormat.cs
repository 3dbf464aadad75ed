namespace PartnerCenter.Referrals.Emulator;

/// <summary>How the emulator writes <c>@odata.nextLink</c>; the sources show only one sample of it (wire contract 2.1 and 10).</summary>
public enum NextLinkFormat
{
    /// <summary>
    /// As Microsoft's page shows it: <c>http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=…</c>, a plain http address of
    /// another path which nobody should send a token to. Only its query is of use.
    /// </summary>
    Documented,

    /// <summary>An absolute link to the address that was asked, which repeats the other query options beside <c>$skiptoken</c>.</summary>
    RequestAddress,
}
