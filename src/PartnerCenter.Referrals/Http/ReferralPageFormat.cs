using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Reads a page of whole referrals.</summary>
internal sealed class ReferralPageFormat : PageFormat<Referral>
{
    private static readonly ReferralPageFormat Strict = new(skipsUnreadableItems: false);
    private static readonly ReferralPageFormat Skipping = new(skipsUnreadableItems: true);

    private ReferralPageFormat(bool skipsUnreadableItems) : base(skipsUnreadableItems)
    {
    }

    public static ReferralPageFormat For(bool skipsUnreadableItems) => skipsUnreadableItems ? Skipping : Strict;

    public override PageResult<Referral>? Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, ReferralsJson.Page) is { } page
            ? new PageResult<Referral>(page.Value, page.NextLink, page.Count)
            : null;

    protected override Referral? ReadItem(ReadOnlySpan<byte> item, UnreadableValues unreadable, out UnreadableItem? failure)
    {
        try
        {
            if (JsonSerializer.Deserialize(item, ReferralsJson.Referral) is { } whole)
            {
                failure = null;
                return whole;
            }
        }
        catch (JsonException)
        {
            // The item holds the value that made the reading of the page fail, or another one like it.
        }

        return ReadableReferral.Read(item, unreadable, out failure);
    }
}
