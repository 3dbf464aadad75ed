using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>A JSON Patch (wire contract 1.6 and 1.7), applied as one update: all of it or nothing.</summary>
internal sealed class PatchDocument
{
    private readonly IReadOnlyList<PatchOperation> _ordinary;
    private readonly IReadOnlyList<PatchOperation> _ofRegistration;

    private PatchDocument(IReadOnlyList<PatchOperation> operations)
    {
        _ordinary = [.. operations.Where(operation => !PatchPaths.IsOfRegistration(operation.Path))];
        _ofRegistration = [.. operations.Where(operation => PatchPaths.IsOfRegistration(operation.Path))];
    }

    /// <exception cref="ApiException">There is no operation, or one that the service does not support.</exception>
    public static PatchDocument Read(JsonArray sent)
    {
        if (sent.Count == 0)
        {
            throw ApiException.InvalidRequest("A patch must hold at least one operation.");
        }

        return new PatchDocument([.. sent.Select(PatchOperation.Read)]);
    }

    /// <summary>The record that takes the stored one's place.</summary>
    /// <exception cref="ApiException">The patch breaks the contract, or the referral has ended.</exception>
    public JsonObject Apply(ChangeContext context)
    {
        JsonObject changed = context.Stored.DeepClone().AsObject();
        if (_ordinary.Count > 0)
        {
            ApplyOrdinary(changed, context);
        }

        // After the rest, so that one patch can win a deal and register it. A deal that has been won takes nothing else (4.1).
        foreach (PatchOperation operation in _ofRegistration)
        {
            if (operation.Path == PatchPaths.NewRegistration)
            {
                RegistrationEligibility.Check(changed, context, operation.Target);
                operation.Apply(changed);
                DealRegistration.Submit(changed, context.Now, operation.Target);
            }
            else
            {
                DealRegistration.RequireEditable(changed, operation.Target);
                operation.Apply(changed);
            }
        }

        return changed;
    }

    private void ApplyOrdinary(JsonObject changed, ChangeContext context)
    {
        ReferralState before = ReferralState.Of(context.Stored);
        StatusTable.RequireOpen(before);
        foreach (PatchOperation operation in _ordinary)
        {
            operation.Apply(changed);
        }

        StatusTable.Check(before, ReferralState.Of(changed));
        DealRules.CheckUpdate(context.Stored, changed);
        Lifecycle.Follow(changed, before, context.Now);
    }
}
