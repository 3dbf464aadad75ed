using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Reads the fields of a POST, from the page's form or from a JSON object.</summary>
internal sealed class ControlFields
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const string JsonType = "application/json";

    private readonly Dictionary<string, string> _values;

    private ControlFields(Dictionary<string, string> values) => _values = values;

    public static bool IsForm(EmulatedRequest request) => MediaTypeOf(request) == FormType;

    /// <exception cref="ControlException">The body is too large, neither a form nor JSON, or not an object of plain values.</exception>
    public static ControlFields Read(EmulatedRequest request)
    {
        if (request.BodyIsTooLarge)
        {
            throw new ControlException(413, "The body must not be larger than one megabyte.");
        }

        return MediaTypeOf(request) switch
        {
            FormType => new ControlFields(
                QueryHelpers.ParseQuery(request.BodyText).ToDictionary(field => field.Key, field => field.Value.ToString())),
            JsonType => new ControlFields(ReadJson(request.Body)),
            null when request.Body.Length == 0 => new ControlFields([]),
            _ => throw new ControlException(415, $"The Content-Type header must be {JsonType} or {FormType}."),
        };
    }

    /// <summary>Refuses fields with other names, which would have no effect.</summary>
    /// <exception cref="ControlException">There is another field.</exception>
    public ControlFields Only(params IReadOnlyList<string> names)
    {
        if (_values.Keys.FirstOrDefault(name => !names.Contains(name)) is not { } unknown)
        {
            return this;
        }

        string known = names.Count == 0 ? "." : $": use {string.Join(", ", names)}.";
        throw ControlException.Malformed($"There is no field '{unknown}'{known}");
    }

    /// <summary>Returns a field's text, or null if it is missing or blank.</summary>
    public string? Find(string name) =>
        _values.GetValueOrDefault(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <exception cref="ControlException">The field is missing or blank.</exception>
    public string Require(string name) => Find(name) ?? throw ControlException.Malformed($"The field '{name}' is missing.");

    /// <summary>Returns a whole number, or the default if the field is missing.</summary>
    /// <exception cref="ControlException">The field is no whole number from 0 to the most.</exception>
    public int Number(string name, int byDefault, int most)
    {
        if (Find(name) is not { } text)
        {
            return byDefault;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most
            ? number
            : throw ControlException.Malformed($"The field '{name}' must be a whole number from 0 to {most}.");
    }

    private static string? MediaTypeOf(EmulatedRequest request) =>
        MediaTypeHeaderValue.TryParse(request.Headers.GetValueOrDefault("Content-Type"), out MediaTypeHeaderValue? type)
            ? type.MediaType?.ToLowerInvariant()
            : null;

    private static Dictionary<string, string> ReadJson(byte[] body)
    {
        JsonNode? json;
        try
        {
            json = StrictJson.Parse(body);
        }
        catch (JsonException)
        {
            json = null;
        }

        if (json is not JsonObject fields || fields.Any(field => field.Value is JsonObject or JsonArray))
        {
            throw ControlException.Malformed("The body must be a JSON object of texts and numbers.");
        }

        return fields.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value!.ToString());
    }
}
