using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Reads the query of the page and of the JSON endpoints.</summary>
internal sealed class ControlQuery
{
    private readonly Dictionary<string, StringValues> _values;

    private ControlQuery(Dictionary<string, StringValues> values) => _values = values;

    public static ControlQuery Read(string query) => new(QueryHelpers.ParseQuery(query));

    /// <summary>Returns a whole number, or the default if there is none.</summary>
    /// <exception cref="ControlException">The text is no whole number.</exception>
    public int Number(string name, int byDefault)
    {
        string text = _values.GetValueOrDefault(name).ToString();
        if (text.Length == 0)
        {
            return byDefault;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw ControlException.Malformed($"{name} must be a whole number.");
    }
}
