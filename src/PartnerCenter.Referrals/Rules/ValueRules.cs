using System.Buffers;
using System.Text.Json;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds the rules for single values. They are the same for every write, and a write is checked only for the values that it changes: a
/// record with an odd value stays writable. The page docs/deal-rules.md lists them for callers.
/// </summary>
internal static class ValueRules
{
    /// <summary>Specifies the rule of the API about the customer's country, which a create without one breaks too.</summary>
    public const string CountryCode = "The customer's country must be a two-letter ISO code.";

    private const string CurrencyCode = "A currency must be an ISO code of three capital letters, such as USD.";
    private const string EmailAddress = "An email address needs an @.";

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly ValueRule[] Rules =
    [
        // wire contract 3.3, 7.5: the connector returns the service's refusal of a country. That it insists on capitals is not known.
        new("customerProfile/address/country", IsBlankOr(IsTwoLetters), CountryCode, RuleSource.Api),
        new(
            "customerProfile/address/country",
            IsBlankOr(text => !IsTwoLetters(text) || !text.AsSpan().ContainsAnyExcept(Capitals)),
            "The code of the customer's country must be in capital letters, such as US.",
            RuleSource.Client),
        new("details/currency", IsBlankOr(IsCurrency), CurrencyCode, RuleSource.Client),
        new("details/dealValue", IsNotNegative, "The value of a deal must not be negative.", RuleSource.Client),
        new("details/requirements/solutions/*/currency", IsBlankOr(IsCurrency), CurrencyCode, RuleSource.Client),
        new("team/*/email", IsBlankOr(HasAt), EmailAddress, RuleSource.Client),
        new("customerProfile/team/*/email", IsBlankOr(HasAt), EmailAddress, RuleSource.Client),
        new("registrations/*/contract/currency", IsBlankOr(IsCurrency), CurrencyCode, RuleSource.Client),
        new("registrations/*/solutionDetails/*/currency", IsBlankOr(IsCurrency), CurrencyCode, RuleSource.Client),
    ];

    /// <summary>Adds the rules for the values of a draft, which are all new.</summary>
    public static RuleCheck ValuesOfDraft(this RuleCheck check, Referral draft) =>
        check.Values("", JsonSerializer.SerializeToElement(draft, ReferralsJson.ReferralForCreate), before: null);

    /// <summary>Adds the rules for the values that a write sets at a path, without those that the referral has already.</summary>
    /// <param name="check">The check that collects the violations.</param>
    /// <param name="path">The path that is set, without a slash in front.</param>
    /// <param name="json">What is set.</param>
    /// <param name="before">The referral before the write; null if it is not known.</param>
    public static RuleCheck Values(this RuleCheck check, string path, JsonElement json, Referral? before)
    {
        foreach (ValueRule rule in Rules)
        {
            foreach ((string at, JsonElement value) in rule.ValuesIn(path, json))
            {
                if (!rule.IsSatisfied(value) && !(before is not null && Has(before, rule, value)))
                {
                    check.Broken(rule, at);
                }
            }
        }

        return check;
    }

    /// <summary>
    /// Adds the rules of the API for all values of a replacement. What the replace changes is not known, so the client's own rules could
    /// refuse what the service itself has sent.
    /// </summary>
    public static RuleCheck ValuesOfReplacement(this RuleCheck check, Referral referral)
    {
        JsonElement json = JsonSerializer.SerializeToElement(referral, ReferralsJson.ReferralForReplace);
        foreach (ValueRule rule in Rules.Where(rule => rule.Source == RuleSource.Api))
        {
            foreach ((string at, _) in rule.ValuesIn("", json).Where(one => !rule.IsSatisfied(one.Value)))
            {
                check.Broken(rule, at);
            }
        }

        return check;
    }

    /// <summary>
    /// Adds the rule that a new deal does not close in the past. A later write may leave or set such a date, because deals become overdue.
    /// </summary>
    /// <param name="check">The check that collects the violations.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="now">The current time. A day is over only when it is over in every time zone.</param>
    public static RuleCheck ClosesInFuture(this RuleCheck check, Referral draft, DateTimeOffset now) => check.Client(
        draft.Details?.ClosingDateTime is not { } closing || closing.UtcDateTime.Date >= now.UtcDateTime.AddHours(-12).Date,
        "details/closingDateTime",
        "The closing date of a new deal must not be in the past.");

    /// <summary>Gets whether a text is a code of ASCII letters with the given length.</summary>
    public static bool IsCode(string? text, int length) => text?.Length == length && !text.AsSpan().ContainsAnyExcept(Letters);

    private static void Broken(this RuleCheck check, ValueRule rule, string path)
    {
        if (rule.Source == RuleSource.Api)
        {
            check.Api(false, path, rule.Text);
        }
        else
        {
            check.Client(false, path, rule.Text);
        }
    }

    // An item of a list has no identity, so it counts as unchanged if the list held the same value anywhere.
    private static bool Has(Referral referral, ValueRule rule, JsonElement value) =>
        rule.ValuesIn("", JsonSerializer.SerializeToElement(referral, ReferralsJson.ReferralForReplace))
            .Any(stored => JsonEquality.Same(stored.Value, value));

    // The service writes an empty text where a null would be expected. A missing value is no wrong one.
    private static Func<JsonElement, bool> IsBlankOr(Func<string, bool> isSatisfied) =>
        value => value.ValueKind != JsonValueKind.String || value.GetString() is not { } text || string.IsNullOrWhiteSpace(text)
            || isSatisfied(text);

    private static bool IsTwoLetters(string text) => IsCode(text, 2);

    private static bool IsCurrency(string text) => IsCode(text, 3) && !text.AsSpan().ContainsAnyExcept(Capitals);

    private static bool HasAt(string text) => text.Contains('@', StringComparison.Ordinal);

    private static bool IsNotNegative(JsonElement value) =>
        value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out decimal number) || number >= 0;
}
