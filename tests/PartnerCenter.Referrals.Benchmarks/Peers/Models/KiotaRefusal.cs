using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;

namespace PartnerCenter.Referrals.Benchmarks;

internal sealed class KiotaRefusal : ApiException, IParsable
{
    public KiotaError? Error { get; set; }

    public static KiotaRefusal CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "error", n => Error = n.GetObjectValue(KiotaError.CreateFromDiscriminatorValue) },
    };

    public void Serialize(ISerializationWriter writer) => writer.WriteObjectValue("error", Error);
}

internal sealed class KiotaError : IParsable
{
    public string? Code { get; set; }

    public string? Message { get; set; }

    public static KiotaError CreateFromDiscriminatorValue(IParseNode _) => new();

    public IDictionary<string, Action<IParseNode>> GetFieldDeserializers() => new Dictionary<string, Action<IParseNode>>
    {
        { "code", n => Code = n.GetStringValue() },
        { "message", n => Message = n.GetStringValue() },
    };

    public void Serialize(ISerializationWriter writer)
    {
        writer.WriteStringValue("code", Code);
        writer.WriteStringValue("message", Message);
    }
}
