using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>Applies the rules for single values to a patch, whose paths are a closed list (wire contract 1.6, 1.7).</summary>
internal static class PatchValues
{
    private const string Append = "/-";
    private const string Team = "/team";
    private const string Contacts = "/customerProfile/team";
    private const string Solutions = "/details/requirements/solutions";
    private const string SolutionCurrency = "/registrations/0/solutionDetails/0/currency";

    /// <summary>Adds the rules for the values that an operation sets, without those that the referral has already.</summary>
    /// <param name="check">The check that collects the violations.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="before">The referral as it was read; null if only its id is known.</param>
    public static void Values(this RuleCheck check, ReferralPatchOperation operation, Referral? before)
    {
        JsonElement value = operation.Value;
        switch (operation.Path)
        {
            case "/details/currency" when TextOf(value) is var currency && currency != before?.Details?.Currency:
                check.Currency(currency, "details/currency");
                break;
            case "/details/dealValue" when value.ValueKind == JsonValueKind.Number:
                if (value.GetDecimal() is var number && number != before?.Details?.DealValue)
                {
                    check.DealValue(number);
                }

                break;
            case Team or Team + Append:
                ForEachItem(value, (item, index) => check.Email(TextOf(item, "email"), Team[1..], index, before?.Team));
                break;
            case Contacts or Contacts + Append:
                ForEachItem(value, (item, index) => check.Email(
                    TextOf(item, "email"), Contacts[1..], index, before?.CustomerProfile?.Team));
                break;
            case Solutions or Solutions + Append:
                ForEachItem(value, (item, index) => check.SolutionCurrency(TextOf(item, "currency"), index, before));
                break;
            case ReferralPatch.NewRegistration:
                check.Currency(TextOf(Find(value, "contract"), "currency"), "registrations/-/contract/currency");
                ForEachItem(Find(value, "solutionDetails"), (item, index) => check.Currency(
                    TextOf(item, "currency"), FormattableString.Invariant($"registrations/-/solutionDetails/{index}/currency")));
                break;
            case SolutionCurrency: // The service never returns it, so it is always a change.
                check.Currency(TextOf(value), SolutionCurrency[1..]);
                break;
        }
    }

    // An appended item is sent alone and has no position.
    private static void ForEachItem(JsonElement value, Action<JsonElement, int?> check)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            check(value, null);
            return;
        }

        int index = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            check(item, index++);
        }
    }

    private static string? TextOf(JsonElement model, string name) => TextOf(Find(model, name));

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // The models write their names without escapes. A name that they do not know may not be valid Unicode, and is not decoded.
    private static JsonElement Find(JsonElement model, string name)
    {
        if (model.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in model.EnumerateObject())
            {
                if (Ascii.Equals(JsonMarshal.GetRawUtf8PropertyName(member), name))
                {
                    return member.Value;
                }
            }
        }

        return default;
    }
}
