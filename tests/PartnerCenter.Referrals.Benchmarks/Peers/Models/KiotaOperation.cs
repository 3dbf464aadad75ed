using Microsoft.Kiota.Abstractions.Serialization;

namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class KiotaOperation : IParsable
{
    public string? Op { get; set; }

    public string? Path { get; set; }

    public decimal? Value { get; set; }

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "op", n => Op = n.GetStringValue() },
        { "path", n => Path = n.GetStringValue() },
        { "value", n => Value = n.GetDecimalValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("op", Op);
        writer.WriteStringValue("path", Path);
        writer.WriteDecimalValue("value", Value);
    }
}
