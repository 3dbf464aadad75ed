namespace PartnerCenter.Referrals;

/// <summary>Represents a referral of the change feed that cannot be read, by what can be read of it.</summary>
/// <remarks>
/// A referral cannot be read if its item in the list is no object or if its id cannot be read. Any other value that cannot be read is left
/// out of its record; see <see cref="Referral.UnreadableMembers"/>. Immutable and thread-safe.
/// </remarks>
/// <seealso cref="ReferralChanges.Unreadable"/>
public sealed class UnreadableReferral
{
    /// <summary>
    /// Gets the id, a GUID, as the end of the referral's link to itself has it; null if the referral has no such link. That the link ends
    /// with the id is what real records show.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Gets the version of the record, including its quotes; null if it is missing or cannot be read.</summary>
    public string? ETag { get; init; }

    /// <summary>Gets when the record was last changed, in UTC; null if the time is missing or cannot be read.</summary>
    public DateTimeOffset? UpdatedDateTime { get; init; }

    /// <summary>Gets what is wrong, such as <c>The item has an id that cannot be read.</c> It repeats nothing of the referral.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Gets the position of the item in its page, counted from 0.</summary>
    internal int Index { get; init; }

    /// <summary>Gets a text that tells the referral's JSON from any other.</summary>
    internal string Fingerprint { get; init; } = "";

    /// <summary>Returns the type's name and the id, never any data.</summary>
    public override string ToString() => ModelText.Of(nameof(UnreadableReferral), Id);

    internal static UnreadableReferral Of(UnreadableItem item) => new()
    {
        Id = item.Rest?.Links?.Self?.Uri is { } self && self[(self.LastIndexOf('/') + 1)..] is var last && Arguments.IsGuid(last)
            ? last
            : null,
        ETag = item.Rest is { ETag.Length: > 0 } rest ? rest.ETag : null,
        UpdatedDateTime = item.Rest?.UpdatedDateTime?.ToUniversalTime(),
        Reason = $"The item {item.Why}.",
        Index = item.Index,
        Fingerprint = item.Fingerprint,
    };
}
