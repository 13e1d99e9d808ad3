export {
  account,
  accounts,
  type ControlsServer,
  startControls,
} from '../../controls/testing/start-controls.ts';
