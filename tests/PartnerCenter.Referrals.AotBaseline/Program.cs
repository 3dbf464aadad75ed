// A program without the package, published with Native AOT: an HttpClient and source-generated JSON. The benchmarks compare AotMeasured
// with it.
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

using HttpClient http = new();
if (args is not [string address, string token])
{
    return 0;
}

http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
PlainReferral? referral = await http.GetFromJsonAsync(address, PlainJson.Default.PlainReferral);
Console.WriteLine($"{referral?.Status}/{referral?.Substatus}");
return 0;

internal sealed class PlainReferral
{
    [JsonPropertyName("status")]
    public string? Status { get; set; }

    [JsonPropertyName("substatus")]
    public string? Substatus { get; set; }
}

[JsonSerializable(typeof(PlainReferral))]
internal sealed partial class PlainJson : JsonSerializerContext;
