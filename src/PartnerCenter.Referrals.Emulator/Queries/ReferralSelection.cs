using System.Text.Json;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Implements <c>$select</c> as OData specifies it: names, paths (<c>customerProfile/name</c>), nested options
/// (<c>team($select=email)</c>), and <c>*</c> for all members. Wire contract 2.2 shows names only.
/// </summary>
internal sealed class ReferralSelection
{
    // A member whose value is null is selected whole.
    private readonly Dictionary<string, ReferralSelection?> _members = new(StringComparer.Ordinal);

    private ReferralSelection()
    {
    }

    /// <summary>Returns the selection that a text expresses, or null if it selects everything.</summary>
    /// <exception cref="ApiException">The text cannot be read, or it names a member that does not exist.</exception>
    public static ReferralSelection? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        int position = 0;
        ReferralSelection? selection = ReadItems(text, ref position, ReferralSchema.Referral);
        return position == text.Length ? selection : throw Invalid($"it cannot be read at position {position}");
    }

    /// <summary>Writes the selected members of an object, in the object's order.</summary>
    public void Write(Utf8JsonWriter writer, JsonElement source)
    {
        writer.WriteStartObject();
        foreach (JsonProperty member in source.EnumerateObject())
        {
            if (_members.TryGetValue(member.Name, out ReferralSelection? part))
            {
                writer.WritePropertyName(member.Name);
                WriteValue(writer, member.Value, part);
            }
        }

        writer.WriteEndObject();
    }

    // A record that a test adds may have a value of another kind. It is written whole.
    private static void WriteValue(Utf8JsonWriter writer, JsonElement value, ReferralSelection? part)
    {
        if (part is not null && value.ValueKind == JsonValueKind.Object)
        {
            part.Write(writer, value);
        }
        else if (part is not null && value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (JsonElement item in value.EnumerateArray())
            {
                WriteValue(writer, item, part);
            }

            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private static ReferralSelection? ReadItems(string text, ref int position, Schema schema)
    {
        ReferralSelection selection = new();
        bool isAll = false;
        do
        {
            string name = ReadName(text, ref position);
            if (name == "*")
            {
                isAll = true;
            }
            else
            {
                selection.Add(name, ReadRest(text, ref position, schema, name));
            }
        }
        while (Skip(text, ref position, ","));

        return isAll ? null : selection;
    }

    // Reads what follows a name: nothing, the next name of a path, or nested options.
    private static ReferralSelection? ReadRest(string text, ref int position, Schema schema, string name)
    {
        Field field = schema.Find(name) ?? throw Invalid($"'{name}' is not a member of a referral");
        Schema? inner = field.Schema ?? field.Item?.Schema;
        if (Skip(text, ref position, "/"))
        {
            string next = ReadName(text, ref position);
            ReferralSelection path = new();
            path.Add(next, ReadRest(text, ref position, inner ?? throw NoMembers(name), next));
            return path;
        }

        if (!Skip(text, ref position, "($select="))
        {
            return null;
        }

        ReferralSelection? nested = ReadItems(text, ref position, inner ?? throw NoMembers(name));
        return Skip(text, ref position, ")") ? nested : throw Invalid("a parenthesis is not closed");
    }

    // Two items may select parts of the same member, and the whole includes them.
    private void Add(string name, ReferralSelection? part)
    {
        if (!_members.TryGetValue(name, out ReferralSelection? before))
        {
            _members.Add(name, part);
        }
        else if (before is null || part is null)
        {
            _members[name] = null;
        }
        else
        {
            foreach ((string inner, ReferralSelection? selected) in part._members)
            {
                before.Add(inner, selected);
            }
        }
    }

    private static string ReadName(string text, ref int position)
    {
        int start = position;
        while (position < text.Length && text[position] is not (',' or '/' or '(' or ')'))
        {
            position++;
        }

        return text[start..position].Trim();
    }

    private static bool Skip(string text, ref int position, string expected)
    {
        bool isThere = text.AsSpan(position).StartsWith(expected, StringComparison.Ordinal);
        position += isThere ? expected.Length : 0;
        return isThere;
    }

    private static ApiException NoMembers(string name) => Invalid($"'{name}' has no members");

    private static ApiException Invalid(string reason) =>
        ApiException.InvalidRequest($"The query option $select is not valid: {reason}.", "$select");
}
