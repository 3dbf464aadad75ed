using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PartnerCenter.Referrals;

/// <summary>Reads single settings of a section, and collects a sentence for each that is wrong.</summary>
internal sealed class SettingsReader(IConfiguration section)
{
    private readonly List<string> _violations = [];

    public delegate bool Parse<T>(string text, out T value);

    /// <summary>
    /// Gets a sentence for each setting that is wrong, with the full path of the setting. It never contains a value, which might be a
    /// secret in the wrong place.
    /// </summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Adds a sentence that begins with the name of the setting.</summary>
    public void Add(string sentence) => _violations.Add(section.PathOf("") + sentence);

    /// <summary>Adds a sentence about a setting.</summary>
    public void Refuse(string name, string rule) => _violations.Add($"{section.PathOf(name)} {rule}");

    public string? Text(string name) => section[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public void Require(string? value, string name, string meaning)
    {
        if (value is null)
        {
            Refuse(name, $"is missing. Set it to {meaning}.");
        }
    }

    public TimeSpan? ReadTime(string name) => ReadValue<TimeSpan>(
        name,
        // TimeSpan.TryParse reads a bare number as days.
        (string text, out TimeSpan time) =>
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time) && text.Contains(':', StringComparison.Ordinal),
        "a time such as 00:01:40");

    public long? ReadWhole(string name, long max) => ReadValue<long>(
        name,
        (string text, out long number) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max,
        "a whole number");

    public T? ReadValue<T>(string name, Parse<T> parse, string expected)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (parse(text, out T value))
        {
            return value;
        }

        Refuse(name, $"must be {expected}.");
        return null;
    }

    public T? Read<T>(string name, Parse<T?> parse, string expected)
        where T : class
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (parse(text, out T? value))
        {
            return value;
        }

        Refuse(name, $"must be {expected}.");
        return null;
    }
}
