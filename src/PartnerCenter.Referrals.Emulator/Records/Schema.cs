using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes the members of one resource, in the order in which the service writes them.</summary>
internal sealed class Schema(params IReadOnlyList<Field> fields)
{
    private readonly Dictionary<string, Field> _byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns whether a member is an annotation that the server adds to a response, and not part of a record.</summary>
    public static bool IsAnnotation(string name) => name.StartsWith("@odata.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gets the members in their order.</summary>
    public IReadOnlyList<Field> Members => fields;

    /// <summary>Returns the member with exactly this name, or null.</summary>
    public Field? Find(string name) => _byName.TryGetValue(name, out Field? field) && field.Name == name ? field : null;

    /// <summary>Returns the member with exactly this name.</summary>
    public Field Member(string name) => _byName[name];

    /// <summary>
    /// Returns the object as the service stores it. It has every known member under the contract's name, whatever case was sent (wire
    /// contract 3), and then the unknown members unchanged. <c>@odata.</c> annotations are dropped, because they are the server's. If the
    /// object replaces a <paramref name="stored"/> one, the members that the server owns keep their stored values. So do the members that
    /// only a create can set, and a different value for one of them is refused.
    /// </summary>
    /// <exception cref="ApiException">A required member is missing, or one cannot be read or changed.</exception>
    public JsonObject Read(JsonObject sent, string path, JsonObject? stored = null)
    {
        var known = new Dictionary<Field, JsonNode?>();
        var unknown = new List<KeyValuePair<string, JsonNode?>>();
        foreach (KeyValuePair<string, JsonNode?> member in sent)
        {
            if (!_byName.TryGetValue(member.Key, out Field? field))
            {
                unknown.Add(member);
            }
            else if (!known.TryAdd(field, member.Value))
            {
                throw ApiException.InvalidRequest($"{Under(path, field)} is specified twice.", Under(path, field));
            }
        }

        var result = new JsonObject();
        foreach (Field field in fields)
        {
            ReadMember(field, known, Under(path, field), stored, result);
        }

        foreach ((string name, JsonNode? value) in unknown)
        {
            if (!IsAnnotation(name))
            {
                result.Add(name, value?.DeepClone());
            }
        }

        return result;
    }

    private static void ReadMember(
        Field field, Dictionary<Field, JsonNode?> known, string path, JsonObject? stored, JsonObject result)
    {
        JsonNode? before = stored?[field.Name];
        JsonNode? sent = field.IsReadOnly ? null : known.GetValueOrDefault(field);
        if (sent is not null)
        {
            JsonNode value = FieldReader.Read(field, sent, path, before);
            if (field.IsCreateOnly && stored is not null && stored.ContainsKey(field.Name) && !IsSame(value, before))
            {
                throw ApiException.InvalidRequest($"{path} cannot be changed after the referral is created.", path);
            }

            if (!field.IsWriteOnly)
            {
                result.Add(field.Name, value);
            }
        }
        else if (field.IsRequired)
        {
            throw ApiException.InvalidRequest($"{path} is required.", path);
        }
        else if (stored is not null && (field.IsReadOnly || field.IsCreateOnly))
        {
            if (stored.ContainsKey(field.Name))
            {
                result.Add(field.Name, before?.DeepClone());
            }
        }
        else if (before is JsonObject part && field.Schema is { } shape)
        {
            // The whole object was omitted, but the server's members inside it keep their values.
            result.Add(field.Name, shape.Read([], path, part));
        }
        else if (!field.IsWriteOnly && (!field.IsOptional || known.ContainsKey(field)))
        {
            result.Add(field.Name, field.CreateDefault());
        }
    }

    // An empty string can stand for null (wire contract 3), and a GUID may come back in upper case.
    private static bool IsSame(JsonNode sent, JsonNode? stored)
    {
        if (sent is not JsonValue value || !value.TryGetValue(out string? text))
        {
            return JsonNode.DeepEquals(sent, stored);
        }

        string before = stored is JsonValue old && old.TryGetValue(out string? oldText) ? oldText : "";
        return text == before || (Guid.TryParse(text, out Guid id) && Guid.TryParse(before, out Guid oldId) && id == oldId);
    }

    private static string Under(string path, Field field) => path.Length == 0 ? field.Name : $"{path}/{field.Name}";
}
