namespace PartnerCenter.Referrals;

/// <summary>Represents an item of a page that cannot be read.</summary>
/// <param name="Why">What is wrong with it, without a subject, such as <c>is no object</c>.</param>
internal sealed record UnreadableItem(string Why)
{
    /// <summary>Gets the position of the item in the page, counted from 0.</summary>
    public int Index { get; init; }

    /// <summary>Gets a text that tells the item's JSON from any other.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Gets what can be read of a referral; null if nothing can.</summary>
    public Referral? Rest { get; init; }
}
