using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Reads stored records, which may have been added without validation. A value of an unexpected kind counts as missing.</summary>
internal static class JsonPathExtensions
{
    /// <summary>Returns the node at a path such as <c>customerProfile/address/country</c>, or null.</summary>
    public static JsonNode? NodeAt(this JsonNode? node, string path)
    {
        foreach (string name in path.Split('/'))
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public static string? TextAt(this JsonNode? node, string path) =>
        node.NodeAt(path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static bool IsTrueAt(this JsonNode? node, string path) =>
        node.NodeAt(path) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static DateTimeOffset? DateAt(this JsonNode? node, string path) =>
        DateTimeOffsetConverter.TryRead(node.TextAt(path), out DateTimeOffset date) ? date : null;

    public static IReadOnlyList<JsonNode?> ItemsAt(this JsonNode? node, string path) =>
        node.NodeAt(path) is JsonArray list ? [.. list] : [];
}
