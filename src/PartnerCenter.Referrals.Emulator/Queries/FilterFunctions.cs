namespace PartnerCenter.Referrals.Emulator;

/// <summary>Implements those functions of OData that take a bounded time. Each gets values that are not null.</summary>
internal static class FilterFunctions
{
    private static readonly Dictionary<string, Func<object?[], object?>> ByName = new(StringComparer.Ordinal)
    {
        ["contains"] = values => Text(values, 0).Contains(Text(values, 1), StringComparison.Ordinal),
        ["startswith"] = values => Text(values, 0).StartsWith(Text(values, 1), StringComparison.Ordinal),
        ["endswith"] = values => Text(values, 0).EndsWith(Text(values, 1), StringComparison.Ordinal),
        ["indexof"] = values => (decimal)Text(values, 0).IndexOf(Text(values, 1), StringComparison.Ordinal),
        ["length"] = values => (decimal)Text(values, 0).Length,
        ["tolower"] = values => Text(values, 0).ToLowerInvariant(),
        ["toupper"] = values => Text(values, 0).ToUpperInvariant(),
        ["trim"] = values => Text(values, 0).Trim(),
        ["year"] = values => (decimal)Date(values).Year,
        ["month"] = values => (decimal)Date(values).Month,
        ["day"] = values => (decimal)Date(values).Day,
        ["hour"] = values => (decimal)Date(values).Hour,
        ["minute"] = values => (decimal)Date(values).Minute,
        ["second"] = values => (decimal)Date(values).Second,
    };

    /// <summary>Returns the function with a name, or null if it is not supported.</summary>
    public static Func<object?[], object?>? Find(string name) => ByName.GetValueOrDefault(name);

    private static string Text(object?[] values, int index) => (string)values[index]!;

    private static DateTimeOffset Date(object?[] values) => (DateTimeOffset)values[0]!;
}
