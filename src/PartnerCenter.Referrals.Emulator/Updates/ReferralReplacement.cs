using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Replaces a whole referral (wire contract 1.5).</summary>
internal static class ReferralReplacement
{
    /// <summary>Returns the record that replaces the stored one.</summary>
    /// <exception cref="ApiException">The body breaks the contract, or the referral is closed.</exception>
    public static JsonObject Apply(JsonObject sent, ChangeContext context)
    {
        ReferralState before = ReferralState.Of(context.Stored);
        context.Statuses.RequireOpen(before);
        JsonObject changed = ReferralSchema.Referral.Read(sent, "", context.Stored);

        // A referral always has a status (wire contract 3.1), so an omitted one keeps its value. This is inferred: the only proven body
        // sends both (wire contract 1.5).
        changed["status"] ??= context.Stored["status"]?.DeepClone();
        changed["substatus"] ??= context.Stored["substatus"]?.DeepClone();
        context.Statuses.Check(before, ReferralState.Of(changed));
        DealRules.CheckUpdate(context.Stored, changed);
        Lifecycle.Follow(changed, before, context.Now);
        return changed;
    }
}
