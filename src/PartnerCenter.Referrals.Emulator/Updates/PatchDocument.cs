using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents a JSON Patch (wire contract 1.6 and 1.7), which is applied completely or not at all.</summary>
internal sealed class PatchDocument
{
    private readonly IReadOnlyList<PatchOperation> _ordinary;
    private readonly IReadOnlyList<PatchOperation> _ofRegistration;

    private PatchDocument(IReadOnlyList<PatchOperation> operations)
    {
        _ordinary = [.. operations.Where(operation => !PatchPaths.IsOfRegistration(operation.Path))];
        _ofRegistration = [.. operations.Where(operation => PatchPaths.IsOfRegistration(operation.Path))];
    }

    /// <exception cref="ApiException">The patch has no operation, or one that the service does not support.</exception>
    public static PatchDocument Read(JsonArray sent)
    {
        if (sent.Count == 0)
        {
            throw ApiException.InvalidRequest("A patch must have at least one operation.");
        }

        return new PatchDocument([.. sent.Select(PatchOperation.Read)]);
    }

    /// <summary>Returns the record that replaces the stored one.</summary>
    /// <exception cref="ApiException">The patch breaks the contract, or the referral is closed.</exception>
    public JsonObject Apply(ChangeContext context)
    {
        JsonObject changed = context.Stored.DeepClone().AsObject();
        if (_ordinary.Count > 0)
        {
            ApplyOrdinary(changed, context);
        }

        // Registrations come last, so that one patch can close a deal as won and register it. A deal that was already won accepts nothing
        // else (wire contract 4.1).
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
        context.Statuses.RequireOpen(before);
        foreach (PatchOperation operation in _ordinary)
        {
            operation.Apply(changed);
        }

        context.Statuses.Check(before, ReferralState.Of(changed));
        DealRules.CheckUpdate(context.Stored, changed);
        Lifecycle.Follow(changed, before, context.Now);
    }
}
