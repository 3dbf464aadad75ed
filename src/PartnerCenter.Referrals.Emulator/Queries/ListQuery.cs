using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents the query options of a list (wire contract 2.2), read and checked.</summary>
internal sealed class ListQuery
{
    private static readonly string[] Known = ["$filter", "$orderby", "$select", "$top", "$skip", "$count", "$skiptoken", "$expand"];

    private ListQuery(SkipToken continuation, ReferralsEmulatorOptions emulator)
    {
        Continuation = continuation;
        Condition = continuation.Filter is { } filter ? ReferralFilter.Read(filter, emulator.FilterByAnyField) : _ => true;
        Order = ReferralOrder.Read(continuation.OrderBy, emulator.OrderByAnyField);
        Selection = ReferralSelection.Read(continuation.Select);
    }

    public Func<StoredReferral, bool> Condition { get; }

    public ReferralOrder Order { get; }

    /// <summary>Gets the members to return; null for all.</summary>
    public ReferralSelection? Selection { get; }

    /// <summary>Gets the query in the form that a token contains.</summary>
    public SkipToken Continuation { get; }

    /// <summary>Gets the options as they were sent, without the token.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Sent { get; init; }

    /// <exception cref="ApiException">An option is unknown or cannot be read.</exception>
    public static ListQuery Read(string queryString, ReferralsEmulatorOptions emulator)
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

        // The connector declares this value. Nothing is expanded by it: a referral always contains its registrations (wire contract 1.1).
        if (OptionOf("$expand") is { } expanded && expanded != "registrations")
        {
            throw ApiException.InvalidRequest($"The query option $expand is not valid: '{expanded}' cannot be expanded.", "$expand");
        }

        // The token contains the whole query. The options that a link repeats next to it are redundant (wire contract 10 #6).
        if (OptionOf("$skiptoken") is { } token)
        {
            return new ListQuery(SkipToken.Read(token), emulator) { Sent = sent };
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
        return new ListQuery(continuation, emulator) { Sent = sent };
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
