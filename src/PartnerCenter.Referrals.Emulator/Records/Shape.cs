using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>The members of one resource, in the order in which the service writes them.</summary>
internal sealed class Shape(params IReadOnlyList<Field> fields)
{
    private readonly Dictionary<string, Field> _byName = fields.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is a member of exactly this name.</summary>
    public bool Has(string name) => _byName.TryGetValue(name, out Field? field) && field.Name == name;

    /// <summary>
    /// The object as the service stores it: every known member, under the contract's name whatever case it was sent in (wire contract 3),
    /// then the members nobody knows, as they came. <c>@odata.</c> annotations are the server's.
    /// </summary>
    /// <exception cref="ServiceFault">A required member is missing, or one cannot be read.</exception>
    public JsonObject Read(JsonObject sent, string path)
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
                throw ServiceFault.InvalidRequest($"{Under(path, field)} is there twice.", Under(path, field));
            }
        }

        var result = new JsonObject();
        foreach (Field field in fields)
        {
            JsonNode? value = field.IsServerOwned ? null : known.GetValueOrDefault(field);
            if (value is not null)
            {
                result.Add(field.Name, FieldReader.Read(field, value, Under(path, field)));
            }
            else if (field.IsRequired)
            {
                throw ServiceFault.InvalidRequest($"{Under(path, field)} is required.", Under(path, field));
            }
            else if (!field.IsOptional || known.ContainsKey(field))
            {
                result.Add(field.Name, field.Fill());
            }
        }

        foreach ((string name, JsonNode? value) in unknown)
        {
            if (!name.StartsWith("@odata.", StringComparison.OrdinalIgnoreCase))
            {
                result.Add(name, value?.DeepClone());
            }
        }

        return result;
    }

    private static string Under(string path, Field field) => path.Length == 0 ? field.Name : $"{path}/{field.Name}";
}
