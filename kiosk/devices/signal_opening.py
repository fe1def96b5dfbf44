"""From the URL of a light, sound card or headset jack to the device: the real driver, on real things or simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from kiosk.clock import Clock
from kiosk.devices.drivers.cue_speaker import CueSpeaker
from kiosk.devices.drivers.headset_jack import SwitchJack
from kiosk.devices.drivers.signal_light import LampLight
from kiosk.devices.drivers.signal_times import SignalTimes
from kiosk.devices.protocols.relay_boards import BOARDS, RelayProtocol
from kiosk.devices.signal_urls import (
    AlsaUrl,
    JackUrl,
    LedUrl,
    RelayUrl,
    SimJackUrl,
    SimLamp,
    SimLightUrl,
    SimSpeakerUrl,
    parse_signal_url,
)
from kiosk.devices.transports.alsa import AlsaCard
from kiosk.devices.transports.headset_line import EvdevJack, HeadsetLine
from kiosk.devices.transports.lamp import Lamp
from kiosk.devices.transports.relay_lamp import RelayLamp
from kiosk.devices.transports.serial_line import SerialTransport
from kiosk.devices.transports.sound_card import SoundCard
from kiosk.devices.transports.sysfs_lamp import SysfsLamp
from kiosk.domain.signals import Cue, LightSign, SignalListener

if TYPE_CHECKING:
    from kiosk.devices.simulators.headset import HeadsetSimulator
    from kiosk.devices.simulators.lamps import LedSimulator, RelayLampSimulator
    from kiosk.devices.simulators.sound_recorder import SoundRecorder

    SignalSimulator: TypeAlias = LedSimulator | RelayLampSimulator | SoundRecorder | HeadsetSimulator

SignalDevice: TypeAlias = LampLight | CueSpeaker | SwitchJack

DEFAULT_VOLUME_PERCENT = 70


def open_signal(
    url: str,
    *,
    listener: SignalListener,
    clock: Clock,
    name: str,
    volume_percent: int = DEFAULT_VOLUME_PERCENT,
    times: SignalTimes | None = None,
    questions_only: bool = False,
) -> SignalDevice | SimulatedSignal:
    """The device at `url`; returns at once, and it may be absent for as long as it likes.

    For `sim://` the result is one of the `Simulated…` below, whose `simulator` is the device behind. With
    `questions_only` no lamp is switched. Raises DeviceUrlError.
    """
    # Simulators are imported here, because a kiosk with real devices needs none of them.
    address = parse_signal_url(url)

    def light(lamp: Lamp) -> LampLight:
        return LampLight(lamp, listener=listener, clock=clock, name=name, times=times, questions_only=questions_only)

    def speaker(card: SoundCard) -> CueSpeaker:
        return CueSpeaker(card, volume_percent=volume_percent, listener=listener, clock=clock, name=name, times=times)

    def jack(line: HeadsetLine) -> SwitchJack:
        return SwitchJack(line, listener=listener, clock=clock, name=name, times=times)

    match address:
        case LedUrl(name=lamp):
            return light(SysfsLamp(lamp))
        case RelayUrl(line=line, protocol=protocol):
            return light(RelayLamp(SerialTransport(line, last_words=True), BOARDS[protocol]))
        case SimLightUrl(kind=SimLamp.LED):
            from kiosk.devices.simulators.lamps import LED_NAME, LedSimulator

            led = LedSimulator()
            return SimulatedLight(light(SysfsLamp(LED_NAME, leds=led.leds)), led)
        case SimLightUrl(kind=kind):
            from kiosk.devices.simulators.lamps import RelayLampSimulator

            board = BOARDS[RelayProtocol(kind)]
            relay = RelayLampSimulator(board)
            return SimulatedLight(light(RelayLamp(SerialTransport(relay.url, last_words=True), board)), relay)
        case AlsaUrl(pcm=pcm):
            return speaker(AlsaCard(pcm))
        case SimSpeakerUrl():
            from kiosk.devices.simulators.sound_recorder import SoundRecorder

            recorder = SoundRecorder()
            return SimulatedSpeaker(speaker(recorder), recorder)
        case JackUrl(part=part):
            return jack(EvdevJack(part))
        case SimJackUrl():
            from kiosk.devices.simulators.headset import HeadsetSimulator

            headset = HeadsetSimulator()
            return SimulatedJack(jack(headset.line()), headset)


class SimulatedSignal:
    """A real driver, and the simulator at the other end of its line."""

    def __init__(self, driver: SignalDevice, simulator: SignalSimulator) -> None:
        self._device = driver
        self.simulator = simulator

    def look_again(self) -> None:
        """See the drivers."""
        self._device.look_again()

    def close(self) -> None:
        """Close the driver, then the simulator."""
        self._device.close()
        self.simulator.close()


class SimulatedLight(SimulatedSignal):
    """See `SignalLight`."""

    def __init__(self, driver: LampLight, simulator: LedSimulator | RelayLampSimulator) -> None:
        super().__init__(driver, simulator)
        self._driver = driver

    def show(self, sign: LightSign) -> None:
        """See `SignalLight`."""
        self._driver.show(sign)


class SimulatedSpeaker(SimulatedSignal):
    """See `Speaker`."""

    def __init__(self, driver: CueSpeaker, simulator: SoundRecorder) -> None:
        super().__init__(driver, simulator)
        self._driver = driver

    def play(self, cue: Cue) -> None:
        """See `Speaker`."""
        self._driver.play(cue)


class SimulatedJack(SimulatedSignal):
    """See `HeadsetJack`."""
