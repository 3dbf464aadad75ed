using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The members of one resource, in the order in which the service writes them.</summary>
internal sealed class Schema(params IReadOnlyList<Field> fields)
{
    private readonly Dictionary<string, Field> _byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a member is the server's note on what it answers, and no part of a record.</summary>
    public static bool IsAnnotation(string name) => name.StartsWith("@odata.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether there is a member of exactly this name.</summary>
    public bool Has(string name) => _byName.TryGetValue(name, out Field? field) && field.Name == name;

    /// <summary>The member of exactly this name.</summary>
    public Field Member(string name) => _byName[name];

    /// <summary>
    /// The object as the service stores it: every known member, under the contract's name whatever case it was sent in (wire contract 3),
    /// then the members nobody knows, as they came. <c>@odata.</c> annotations are the server's. If it replaces a
    /// <paramref name="stored"/> one, what the server owns stays as it is stored, and what only a create may set stays too and cannot be
    /// set to something else.
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
                throw ApiException.InvalidRequest($"{Under(path, field)} is there twice.", Under(path, field));
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
                throw ApiException.InvalidRequest($"{path} cannot be changed once the referral is created.", path);
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
            // Left out as a whole: the server's members inside it stay all the same.
            result.Add(field.Name, shape.Read([], path, part));
        }
        else if (!field.IsWriteOnly && (!field.IsOptional || known.ContainsKey(field)))
        {
            result.Add(field.Name, field.CreateDefault());
        }
    }

    // An empty text stands where null would be expected (wire contract 3), and a GUID may come back in capitals.
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
