using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Converts the value that a client sent for a member into the value that the service stores, or refuses it and names the member.
/// </summary>
internal static class FieldReader
{
    /// <summary>
    /// Reads a value that is not null. The result has no parent node. A value equal to <paramref name="stored"/>, which the service itself
    /// wrote, is accepted even if the contract does not list it, because the sets are open (wire contract 4).
    /// </summary>
    /// <exception cref="ApiException">The value is not of the member's kind.</exception>
    public static JsonNode Read(Field field, JsonNode sent, string path, JsonNode? stored = null)
    {
        if (stored is JsonValue && JsonNode.DeepEquals(sent, stored))
        {
            return sent.DeepClone();
        }

        return field.Kind switch
        {
            FieldKind.Text => sent.GetValueKind() == JsonValueKind.String ? sent.DeepClone() : throw Invalid(path, "a string"),
            FieldKind.Choice => ReadChoice(field, sent, path),
            FieldKind.Number => ReadNumber(field, sent, path),
            FieldKind.Flag => ReadFlag(field, sent, path),
            FieldKind.Date => ReadDate(sent, path),
            FieldKind.Object => field.Schema!.Read(sent as JsonObject ?? throw Invalid(path, "an object"), path, stored as JsonObject),
            FieldKind.List when field.AllowsEmptyObject && sent is JsonObject { Count: 0 } => new JsonArray(),
            FieldKind.List => ReadList(field.Item!, sent as JsonArray ?? throw Invalid(path, "an array"), path, stored as JsonArray),
            _ => sent.DeepClone(),
        };
    }

    // The service's own samples write these names in only one way. That any case is accepted is inferred.
    private static JsonNode ReadChoice(Field field, JsonNode sent, string path)
    {
        string? text = TextOf(sent);
        string? known = field.Choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase));
        return known ?? throw Invalid(path, $"one of {string.Join(", ", field.Choices)}");
    }

    private static JsonNode ReadNumber(Field field, JsonNode sent, string path)
    {
        if (sent.GetValueKind() == JsonValueKind.Number)
        {
            return sent.DeepClone();
        }

        return field.AllowsText && decimal.TryParse(TextOf(sent), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw Invalid(path, "a number");
    }

    private static JsonNode ReadFlag(Field field, JsonNode sent, string path)
    {
        if (sent.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            return sent.DeepClone();
        }

        return field.AllowsText && bool.TryParse(TextOf(sent), out bool flag) ? flag : throw Invalid(path, "true or false");
    }

    private static JsonNode ReadDate(JsonNode sent, string path) =>
        DateTimeOffsetConverter.TryRead(TextOf(sent), out DateTimeOffset date)
            ? DateTimeOffsetConverter.Write(date)
            : throw Invalid(path, "a date and time in ISO 8601 form");

    private static JsonArray ReadList(Field item, JsonArray sent, string path, JsonArray? stored)
    {
        var list = new JsonArray();
        for (int index = 0; index < sent.Count; index++)
        {
            string itemPath = $"{path}/{index.ToString(CultureInfo.InvariantCulture)}";
            JsonNode? before = index < stored?.Count ? stored[index] : null;
            list.Add(Read(item, sent[index] ?? throw Invalid(itemPath, "a value other than null"), itemPath, before));
        }

        return list;
    }

    private static string? TextOf(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static ApiException Invalid(string path, string expected) => ApiException.InvalidRequest($"{path} must be {expected}.", path);
}
