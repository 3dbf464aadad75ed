namespace PartnerCenter.Referrals;

/// <summary>A version of a referral that was given out.</summary>
/// <param name="Id">The referral's id.</param>
/// <param name="ETag">Its version.</param>
/// <param name="UpdatedDateTime">When that came to be, in UTC.</param>
internal sealed record ChangeVersion(string Id, string ETag, DateTimeOffset UpdatedDateTime)
{
    /// <summary>The version that a referral is; null if it does not say when it came to be.</summary>
    public static ChangeVersion? Of(Referral referral) =>
        referral.UpdatedDateTime is { } time ? new ChangeVersion(referral.Id, referral.ETag, time.ToUniversalTime()) : null;
}
