using System.Buffers;

namespace PartnerCenter.Referrals;

/// <summary>
/// Holds the rules for single values. They are the same for every write, and a write is checked only for the values that it changes: a
/// record with an odd value stays writable. The page docs/deal-rules.md lists them for callers.
/// </summary>
internal static class ValueRules
{
    /// <summary>Specifies the rule of the API about the customer's country, which a create without one breaks too.</summary>
    public const string CountryCode = "The customer's country must be a two-letter ISO code.";

    private const string CountryPath = "customerProfile/address/country";

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Adds the rules for the values that a write changes, other than registrations, which have patches of their own.</summary>
    /// <param name="check">The check that collects the violations.</param>
    /// <param name="after">The referral as it is written.</param>
    /// <param name="before">The referral as it was read; null for a draft, of which every value is new.</param>
    public static RuleCheck Values(this RuleCheck check, Referral after, Referral? before)
    {
        string? country = after.CustomerProfile?.Address?.Country;
        if (country != before?.CustomerProfile?.Address?.Country)
        {
            check.Country(country).CountryCapitals(country);
        }

        string? currency = after.Details?.Currency;
        if (currency != before?.Details?.Currency)
        {
            check.Currency(currency, "details/currency");
        }

        decimal? value = after.Details?.DealValue;
        if (value != before?.Details?.DealValue)
        {
            check.DealValue(value);
        }

        IReadOnlyList<SolutionTag> solutions = after.Details?.Requirements?.Solutions ?? [];
        for (int i = 0; i < solutions.Count; i++)
        {
            check.SolutionCurrency(solutions[i].Currency, i, before);
        }

        for (int i = 0; i < after.Team.Count; i++)
        {
            check.Email(after.Team[i].Email, "team", i, before?.Team);
        }

        IReadOnlyList<Member> contacts = after.CustomerProfile?.Team ?? [];
        for (int i = 0; i < contacts.Count; i++)
        {
            check.Email(contacts[i].Email, "customerProfile/team", i, before?.CustomerProfile?.Team);
        }

        return check;
    }

    /// <summary>
    /// Adds the API's rule for a country. It is the only one that a replacement has: what a replace changes is not known, so the client's
    /// own rules could refuse what the service itself has sent. The connector returns the service's refusal of a country (wire contract
    /// 7.5); that the service insists on capitals is not known.
    /// </summary>
    public static RuleCheck Country(this RuleCheck check, string? country) =>
        check.Api(string.IsNullOrWhiteSpace(country) || IsCode(country, 2), CountryPath, CountryCode);

    /// <summary>Adds the rule for a currency. The service may write an empty text where a null would be expected.</summary>
    public static RuleCheck Currency(this RuleCheck check, string? currency, string path) => check.Client(
        IsBlankOrCurrency(currency), path, "A currency must be an ISO code of three capital letters, such as USD.");

    /// <summary>Adds the rule for the value of a deal.</summary>
    public static RuleCheck DealValue(this RuleCheck check, decimal? value) =>
        check.Client(value is null or >= 0, "details/dealValue", "The value of a deal must not be negative.");

    /// <summary>Adds the rule for the currency of a solution, unless the referral has a solution with the same one.</summary>
    /// <param name="check">The check that collects the violations.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="index">The position of the solution; null if it is appended.</param>
    /// <param name="before">The referral as it was read; null if it is not known.</param>
    public static void SolutionCurrency(this RuleCheck check, string? currency, int? index, Referral? before)
    {
        if (!IsBlankOrCurrency(currency)
            && before?.Details?.Requirements?.Solutions.Any(solution => solution.Currency == currency) != true)
        {
            check.Currency(currency, ItemPath("details/requirements/solutions", index, "currency"));
        }
    }

    /// <summary>Adds the rule for an email address, unless the list has the same one.</summary>
    /// <param name="check">The check that collects the violations.</param>
    /// <param name="email">The address.</param>
    /// <param name="list">The path of the list.</param>
    /// <param name="index">The position of the member; null if it is appended.</param>
    /// <param name="before">
    /// The list as it was read; null if it is not known. Its items have no identity, so an address that was anywhere counts as unchanged.
    /// </param>
    public static void Email(this RuleCheck check, string? email, string list, int? index, IReadOnlyList<Member>? before)
    {
        if (!string.IsNullOrWhiteSpace(email)
            && !email.Contains('@', StringComparison.Ordinal) && before?.Any(member => member.Email == email) != true)
        {
            check.Client(false, ItemPath(list, index, "email"), "An email address needs an @.");
        }
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

    private static void CountryCapitals(this RuleCheck check, string? country) => check.Client(
        !IsCode(country, 2) || !country.AsSpan().ContainsAnyExcept(Capitals),
        CountryPath,
        "The code of the customer's country must be in capital letters, such as US.");

    private static bool IsBlankOrCurrency(string? currency) =>
        string.IsNullOrWhiteSpace(currency) || (currency.Length == 3 && !currency.AsSpan().ContainsAnyExcept(Capitals));

    private static string ItemPath(string list, int? index, string member) =>
        index is { } position ? FormattableString.Invariant($"{list}/{position}/{member}") : $"{list}/-/{member}";
}
