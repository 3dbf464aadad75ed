using System.Globalization;
using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents one operation of a patch, checked strictly against RFC 6902 and wire contract 1.6.</summary>
internal sealed record PatchOperation(int Index, string Path, JsonNode? Value)
{
    private const string EndOfList = "-";

    private bool AppendsToList => Path.EndsWith("/" + EndOfList, StringComparison.Ordinal);

    /// <summary>Gets the target that a refusal names: the operation's index in the patch, and its path.</summary>
    public string Target => TargetOf(Index, Path);

    /// <exception cref="ApiException">The service does not support the operation.</exception>
    public static PatchOperation Read(JsonNode? sent, int index)
    {
        if (sent is not JsonObject operation)
        {
            throw ApiException.InvalidRequest("An operation must be an object.", TargetOf(index, ""));
        }

        if (operation.TextAt("path") is not { } path)
        {
            throw ApiException.InvalidRequest("An operation must have a path.", TargetOf(index, ""));
        }

        string target = TargetOf(index, path);
        if (!PatchPaths.IsKnown(path))
        {
            throw ApiException.InvalidRequest("This path cannot be patched.", target);
        }

        // Only these two are documented. That the others are refused, and with this status, is inferred.
        if (operation.TextAt("op") is not ("add" or "replace") || operation.NodeAt("op") is not { } op)
        {
            throw ApiException.InvalidRequest("The op of an operation must be add or replace.", target);
        }

        if (!operation.TryGetPropertyValue("value", out JsonNode? value))
        {
            throw ApiException.InvalidRequest("An operation must have a value.", target);
        }

        var read = new PatchOperation(index, path, value);
        return read.AppendsToList && op.GetValue<string>() != "add"
            ? throw ApiException.InvalidRequest("A path that ends in - appends to a list: use add, not replace.", target)
            : read;
    }

    /// <summary>Sets or appends the value.</summary>
    /// <exception cref="ApiException">The value is not of the member's kind, or the record has no object or list to hold it.</exception>
    public void Apply(JsonObject record)
    {
        (Field field, JsonNode? holder) = Find(record);
        JsonNode? value = ReadValue(field);
        switch (holder)
        {
            case JsonArray list:
                list.Add(value);
                break;
            case JsonObject part when field.IsWriteOnly:
                part.Remove(field.Name);
                break;
            case JsonObject part:
                part[field.Name] = value;
                break;
            default:
                throw ApiException.InvalidRequest("The referral has no object or list at this path.", Target);
        }
    }

    // Follows the path in the contract and in the record at the same time. Returns the field that the path names, and the object or list
    // that holds its value.
    private (Field Field, JsonNode? Holder) Find(JsonObject record)
    {
        Field field = Field.Object("", ReferralSchema.Referral);
        JsonNode? node = record;
        JsonNode? holder = null;
        foreach (string segment in Path[1..].Split('/'))
        {
            if (field.Item is { } item)
            {
                field = item;
                holder = node as JsonArray;
                node = segment == EndOfList
                    ? null
                    : (holder as JsonArray)?.ElementAtOrDefault(int.Parse(segment, CultureInfo.InvariantCulture));
            }
            else
            {
                field = field.Schema!.Member(segment);
                holder = node as JsonObject;
                node = holder?[segment];
                if (node is null && holder is not null && field.Kind is FieldKind.Object or FieldKind.List)
                {
                    // Real records omit some lists (wire contract 3).
                    holder[segment] = node = field.CreateDefault();
                }
            }
        }

        return (field, holder);
    }

    // Null is accepted where the contract's dictionary says that the member may be null.
    private JsonNode? ReadValue(Field field)
    {
        if (Value is not null)
        {
            return FieldReader.Read(field, Value, Target);
        }

        return field.Kind is FieldKind.Text or FieldKind.Number or FieldKind.Date
            ? null
            : throw ApiException.InvalidRequest("The value must not be null.", Target);
    }

    private static string TargetOf(int index, string path) => string.Create(CultureInfo.InvariantCulture, $"[{index}]{path}");
}
