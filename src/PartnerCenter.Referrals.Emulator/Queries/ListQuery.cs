using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents the query options of a list (wire contract 2.2), read and checked.</summary>
internal sealed class ListQuery
{
    private static readonly string[] Known = ["$filter", "$orderby", "$select", "$top", "$skip", "$count", "$skiptoken"];

    private ListQuery(SkipToken continuation, bool orderByAnyField)
    {
        Continuation = continuation;
        Condition = continuation.Filter is { } filter ? ReferralFilter.Read(filter) : _ => true;
        Order = ReferralOrder.Read(continuation.OrderBy, orderByAnyField);
        Members = continuation.Select?.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToArray();
        if (Members?.FirstOrDefault(name => !ReferralSchema.Referral.Has(name)) is { } unknown)
        {
            throw ApiException.InvalidRequest(
                $"The query option $select is not valid: '{unknown}' is not a member of a referral.", "$select");
        }
    }

    public Func<ReferralFields, bool> Condition { get; }

    public ReferralOrder Order { get; }

    /// <summary>Gets the members to return; null for all.</summary>
    public IReadOnlyList<string>? Members { get; }

    /// <summary>Gets the query in the form that a token contains.</summary>
    public SkipToken Continuation { get; }

    /// <summary>Gets the options as they were sent, without the token.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Sent { get; init; }

    /// <exception cref="ApiException">An option is unknown or cannot be read.</exception>
    public static ListQuery Read(string queryString, bool orderByAnyField)
    {
        Dictionary<string, StringValues> options = QueryHelpers.ParseQuery(queryString);
        foreach ((string name, StringValues values) in options)
        {
            if (!Known.Contains(name, StringComparer.Ordinal))
            {
                throw ApiException.InvalidRequest($"The query option {name} is not supported.", name);
            }

            if (values.Count != 1)
            {
                throw ApiException.InvalidRequest($"The query option {name} is specified more than once.", name);
            }
        }

        string? OptionOf(string name) => options.TryGetValue(name, out StringValues value) ? value.ToString() : null;

        List<KeyValuePair<string, string>> sent =
        [
            .. options.Where(option => option.Key != "$skiptoken")
                .Select(option => KeyValuePair.Create(option.Key, option.Value.ToString())),
        ];

        // The token contains the whole query. The options that a link repeats next to it are redundant (wire contract 10 #6).
        if (OptionOf("$skiptoken") is { } token)
        {
            return new ListQuery(SkipToken.Read(token), orderByAnyField) { Sent = sent };
        }

        var continuation = new SkipToken(
            OptionOf("$filter"),
            OptionOf("$orderby"),
            OptionOf("$select"),
            ReadFlag("$count", OptionOf("$count")),
            ReadNumber("$skip", OptionOf("$skip")) ?? 0,
            ReadNumber("$top", OptionOf("$top")),
            After: null,
            AfterSequence: 0,
            EmptyPages: 0);
        return new ListQuery(continuation, orderByAnyField) { Sent = sent };
    }

    private static int? ReadNumber(string name, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw ApiException.InvalidRequest($"The query option {name} is not valid: '{text}' is not a whole number from 0.", name);
    }

    private static bool ReadFlag(string name, string? text) => text switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw ApiException.InvalidRequest($"The query option {name} is not valid: '{text}' is neither true nor false.", name),
    };
}
