using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The replacement of a whole referral (wire contract 1.5).</summary>
internal static class ReferralReplacement
{
    /// <summary>The record that takes the stored one's place.</summary>
    /// <exception cref="ApiException">The body breaks the contract, or the referral has ended.</exception>
    public static JsonObject Apply(JsonObject sent, ChangeContext context)
    {
        ReferralState before = ReferralState.Of(context.Stored);
        StatusTable.RequireOpen(before);
        JsonObject changed = ReferralSchema.Referral.Read(sent, "", context.Stored);

        // A referral is never without a status (3.1): what is left out stays as it is. Inferred; the only proven body sends both (1.5).
        changed["status"] ??= context.Stored["status"]?.DeepClone();
        changed["substatus"] ??= context.Stored["substatus"]?.DeepClone();
        StatusTable.Check(before, ReferralState.Of(changed));
        DealRules.CheckUpdate(context.Stored, changed);
        Lifecycle.Follow(changed, before, context.Now);
        return changed;
    }
}
