namespace PartnerCenter.Referrals;

/// <summary>Represents a version of a referral that was returned to the caller.</summary>
/// <param name="Id">The id of the referral.</param>
/// <param name="ETag">The ETag of the version.</param>
/// <param name="UpdatedDateTime">The time of the change that led to the version, in UTC.</param>
internal sealed record ChangeVersion(string Id, string ETag, DateTimeOffset UpdatedDateTime)
{
    /// <summary>Returns the version of a referral; null if the referral has no <c>updatedDateTime</c>.</summary>
    public static ChangeVersion? Of(Referral referral) =>
        referral.UpdatedDateTime is { } time ? new ChangeVersion(referral.Id, referral.ETag, time.ToUniversalTime()) : null;

    /// <summary>
    /// Returns the version of a referral that cannot be read; null if its time cannot be read either. It is known by its JSON, because its
    /// id is what cannot be read.
    /// </summary>
    public static ChangeVersion? Of(UnreadableReferral referral) => referral.UpdatedDateTime is { } time
        ? new ChangeVersion(referral.Fingerprint, referral.ETag ?? "", time.ToUniversalTime())
        : null;
}
