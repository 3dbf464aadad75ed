using Microsoft.Extensions.Options;
using PartnerCenter.Referrals;
using WebhookReceiver;

// With PartnerCenter settings: the live service and a public address. Without: an emulator in this process, and the program ends by itself.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
using CancellationTokenSource interrupt = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};

try
{
    IConfigurationSection settings = builder.Configuration.GetSection("PartnerCenter");
    if (settings.GetChildren().Any(setting => !string.IsNullOrWhiteSpace(setting.Value)))
    {
        await LiveService.RunAsync(builder, settings, interrupt.Token);
    }
    else
    {
        await EmulatedService.RunAsync(builder, interrupt.Token);
    }

    return 0;
}
catch (Exception failure)
    when (failure is ReferralsException or OptionsValidationException or ArgumentException or OperationCanceledException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
