using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads a body that is a referral.</summary>
internal sealed class ReferralFormat : BodyFormat<Referral>
{
    public static readonly ReferralFormat Instance = new();

    private ReferralFormat()
    {
    }

    public override Referral? Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, ReferralsJson.Referral);

    public override Referral ReadReadable(ReadOnlySpan<byte> body, UnreadableValues unreadable) =>
        ReadableReferral.Read(body, unreadable, out UnreadableItem? failure)
            ?? throw new UnusableBodyException($"it {failure!.Why}");
}
