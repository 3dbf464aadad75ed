using System.Reflection;
using System.Runtime.CompilerServices;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that every extension method refuses a null client and names the parameter.</summary>
public sealed class ExtensionMethodTests
{
    public static TheoryData<string> OfTheClient => [.. Methods.Keys];

    private static Dictionary<string, MethodInfo> Methods { get; } = typeof(ReferralsClient).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
        .Where(
            method => method.IsDefined(
                typeof(ExtensionAttribute), inherit: false) && method.GetParameters()[0].ParameterType == typeof(IReferralsClient))
        .ToDictionary(method => $"{method.Name} ({string.Join(", ", method.GetParameters().Skip(1).Select(parameter => parameter.Name))})");

    [Theory, MemberData(nameof(OfTheClient))]
    public async Task Each_refuses_to_be_called_without_a_client(string method)
    {
        // The client is checked first, so the other arguments may be anything.
        object?[] arguments = [.. Methods[method].GetParameters().Select(parameter =>
            parameter.ParameterType.IsValueType ? RuntimeHelpers.GetUninitializedObject(parameter.ParameterType) : null)];

        ArgumentNullException refusal = await Assert.ThrowsAsync<ArgumentNullException>(
            () => Methods[method].Invoke(
                null, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null) as Task ?? Task.CompletedTask);

        Assert.Equal("client", refusal.ParamName);
    }
}
